package dev.balancehistory.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.balancehistory.localexchange.Holdings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The difference that {@code docs/verify.md} shows is the one that the program prints, but for the numbers. */
class VerifyPageTest {
    @Test
    void theExampleIsTheOutputForAChangedDigit() throws Exception {
        Matcher block = Pattern.compile("(?s)```\n(main .*?)```").matcher(Files.readString(Path.of("docs/verify.md")));
        assertThat(block.find()).isTrue();
        try (Workbench bench = new Workbench().account("main", Holdings.moving(2018))) {
            assertThat(bench.run("record").code()).isZero();
            bench.database
                    .sql()
                    .execute("alter table balance disable trigger all; update balance set balance = balance + 1"
                            + " where currency = 'BTC'; alter table balance enable always trigger append_only");

            Workbench.Ended run = bench.run("verify");

            assertThat(run.code()).isEqualTo(65);
            assertThat(masked(block.group(1))).containsExactlyElementsOf(masked(run.out()));
        }
    }

    private static List<String> masked(String output) {
        return output.lines().map(line -> line.replaceAll("[0-9.]*[0-9]", "0")).toList();
    }
}
