package dev.balancehistory.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.balancehistory.app.Child;
import dev.balancehistory.app.Workbench;
import dev.balancehistory.localexchange.Holding;
import dev.balancehistory.localexchange.Holdings;
import dev.balancehistory.localexchange.Settings;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run of very many accounts, whose responses exceed its memory. */
class ManyAccountsIT {
    private static final int ACCOUNTS = 900;
    private static final int CURRENCIES = 300;
    private static final int HEAP_MEGABYTES = 48;

    @Test
    @Tag("S4")
    void theResponsesOfARunNeedNotFitIntoMemory(@TempDir Path folder) throws Exception {
        String digits = "1234567890".repeat(4) + ".123456789012345678901234567890";
        Holdings large = Holdings.fixed(IntStream.range(0, CURRENCIES)
                .mapToObj(i -> new Holding("A-CURRENCY-OF-A-LONG-NAME-" + i, digits, digits))
                .toArray(Holding[]::new));
        try (Workbench bench = new Workbench(Settings.strict().withoutRateLimits())) {
            IntStream.range(0, ACCOUNTS).forEach(i -> bench.account("a" + i, large));
            try (Child child = bench.start(folder, "-Xmx" + HEAP_MEGABYTES + "m", "record")) {
                Workbench.Ended run = child.ended();

                assertThat(run.code()).as(run.err()).isZero();
            }
            assertThat(bench.database.value("select sum(octet_length(body)) from balance_response", Long.class))
                    .isGreaterThan((long) HEAP_MEGABYTES << 20);
            assertThat(bench.database.count("select from snapshot where currency_count = " + CURRENCIES))
                    .isEqualTo(ACCOUNTS);
        }
    }
}
