package dev.balancehistory.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.balancehistory.localexchange.Holding;
import dev.balancehistory.localexchange.Holdings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands in the locales that write numbers or letters in another way. */
class LocaleTest {
    private static final String DIGITS_OF_ITS_OWN = "[\\p{Nd}&&[^0-9]]";

    private final Locale before = Locale.getDefault();
    private final Workbench bench =
            new Workbench().account("main", Holdings.fixed(new Holding("BTCI", "1234567.50", "1.25")));

    @AfterEach
    void restore() {
        Locale.setDefault(before);
        bench.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ar-EG-u-nu-arab", "hi-IN-u-nu-deva", "th-TH-u-ca-buddhist-nu-thai", "tr-TR"})
    void eachCommandWritesTheSameNumbersInEveryLocale(String locale, @TempDir Path folder) throws IOException {
        assertThat(bench.run("record").code()).isZero();
        Path csv = folder.resolve("history.csv");
        Files.writeString(csv, bench.run("export", "history").out());
        List<List<String>> commands = List.of(
                List.of("export", "history"),
                List.of("export", "history", "--excel"),
                List.of("export", "close", "--period=week"),
                List.of("export", "total"),
                List.of("verify"),
                List.of("import", "--dry-run", csv.toString()),
                List.of("--help"),
                List.of("export", "--help"),
                List.of("completion", "bash"));
        List<Workbench.Ended> expected = commands.stream().map(this::run).toList();
        Locale.setDefault(Locale.forLanguageTag(locale));

        List<Workbench.Ended> ended = commands.stream().map(this::run).toList();
        List<Workbench.Ended> changing = Stream.of(
                        List.of("record"),
                        List.of("status"),
                        List.of("doctor"),
                        List.of("export", "runs"),
                        List.of("prune", "--dry-run", "--recorder.retention.bodies=90d"))
                .map(this::run)
                .toList();

        assertThat(ended).isEqualTo(expected);
        assertThat(changing)
                .allSatisfy(run -> assertThat(run.out() + run.err()).doesNotContainPattern(DIGITS_OF_ITS_OWN));
    }

    private Workbench.Ended run(List<String> command) {
        return bench.run(command.toArray(String[]::new));
    }

    @Test
    void theseLocalesWriteNumbersInAnotherWay() {
        assertThat(String.format(Locale.forLanguageTag("ar-EG-u-nu-arab"), "%d", 12))
                .matches(DIGITS_OF_ITS_OWN + "+");
        assertThat("I".toLowerCase(Locale.forLanguageTag("tr-TR"))).isNotEqualTo("i");
    }
}
