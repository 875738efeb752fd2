package dev.balancehistory.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.balancehistory.archive.GeneratedResponses;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** However long the history is, it is verified in a little memory. */
class VerifyIT {
    @Test
    void aLongHistoryTakesNoMoreMemoryThanAShortOne(@TempDir Path folder) throws Exception {
        try (Workbench bench = new Workbench()) {
            GeneratedResponses.fill(bench.database, 1, 20_000, 20);
            bench.database.sql().execute("insert into balance values (1, '2025-01-01Z', 'spot', 'BTC', 1, 1)");

            Workbench.Ended run;
            try (Child child = bench.start(folder, "-Xmx48m", "verify")) {
                run = child.ended();
            }

            assertThat(run.code()).as(run.out() + run.err()).isEqualTo(65);
            assertThat(run.out().lines())
                    .containsExactly(
                            "generated-1 2025-01-01T00:00:00Z: no snapshot, but balances recorded: 1",
                            "Checked: 20000 snapshots, 400001 balances, 20000 seals. Not provable, since the body of the response"
                                    + " was deleted: 0. Differences: 1.");
            assertThat(run.err()).isEmpty();
        }
    }
}
