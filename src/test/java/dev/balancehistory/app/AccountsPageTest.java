package dev.balancehistory.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.balancehistory.localexchange.Holdings;
import dev.balancehistory.localexchange.Settings;
import dev.balancehistory.localexchange.venue.Venue;
import dev.balancehistory.support.Markdown;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The findings about a key that {@code docs/accounts.md} shows are those of the program, but for the numbers. */
class AccountsPageTest {
    @ParameterizedTest
    @EnumSource(
            value = Venue.class,
            names = {"UPBIT", "BITHUMB"})
    void theExampleIsTheOutputForAKey(Venue venue) throws Exception {
        List<String> example = Markdown.page(Path.of("docs/accounts.md")).blocks().stream()
                .filter(block -> block.lines().get(0).startsWith("ok "))
                .findFirst()
                .orElseThrow()
                .lines();
        try (Workbench bench = Workbench.of(venue, Settings.strict()).account("main", Holdings.fixed())) {
            Workbench.Ended run = bench.run("doctor");

            assertThat(masked(example.stream()))
                    .containsExactlyElementsOf(
                            masked(run.out().lines().filter(line -> line.contains("account main:"))));
        }
    }

    private static List<String> masked(Stream<String> lines) {
        return lines.map(line -> line.replaceAll("[0-9]+", "0")).toList();
    }
}
