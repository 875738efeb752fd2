package dev.balancehistory.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.balancehistory.archive.AccountStatus;
import dev.balancehistory.archive.NewestBalance;
import dev.balancehistory.exchange.VirtualTime;
import dev.balancehistory.process.Outcome;
import dev.balancehistory.process.Problem;
import dev.balancehistory.recording.RunResult;
import dev.balancehistory.settings.MetricsTargets;
import dev.balancehistory.spool.Spool;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A problem of the metrics does not change the end of a run. */
class RunMetricsTest {
    private static final RunResult RESULT = new RunResult(Outcome.DONE, 7L, null, false, List.of(), List.of());

    @TempDir
    private Path folder;

    @Test
    @Tag("S2")
    void anUnreadableSpoolDoesNotFailTheRun() {
        assertThat(metrics(false, List::of, names -> List.of(), () -> {
                    throw new Problem(Outcome.CANNOT_WRITE, "the spool can't be read");
                }))
                .isSameAs(RESULT);
    }

    @Test
    @Tag("S2")
    void aBugInTheMetricsDoesNotFailTheRun() {
        assertThat(metrics(false, List::of, names -> List.of(), () -> {
                    throw new IllegalStateException("a bug");
                }))
                .isSameAs(RESULT);
    }

    @Test
    @Tag("S2")
    void theOtherMetricsAreWrittenWithoutTheDatabase() throws Exception {
        Supplier<List<AccountStatus>> away = () -> {
            throw new Problem(Outcome.UNREACHABLE, "the database is out of reach");
        };

        assertThat(metrics(false, away, names -> List.of(), RunMetricsTest::emptySpool))
                .isSameAs(RESULT);

        assertThat(Files.readString(file())).contains("balance_history_run_exit_code 0.0\n");
    }

    /** An alert about a balance must not end because the balance is unknown now. */
    @Test
    @Tag("S2")
    void theBalancesKeepTheirLastValueWithoutTheDatabase() throws Exception {
        NewestBalance balance = new NewestBalance("main", "spot", "BTC", new BigDecimal("0.10"), BigDecimal.ZERO);
        String series = "balance_history_balance{account=\"main\",wallet=\"spot\",currency=\"BTC\"} 0.10\n";

        assertThat(metricsWith(names -> List.of(balance))).isSameAs(RESULT);
        assertThat(Files.readString(file())).contains(series);
        assertThat(metricsWith(names -> {
                    throw new Problem(Outcome.UNREACHABLE, "the database is out of reach");
                }))
                .isSameAs(RESULT);

        assertThat(Files.readString(file())).contains(series, "balance_history_run_exit_code 0.0\n");
        assertThat(metricsWith(names -> List.of())).isSameAs(RESULT);
        assertThat(Files.readString(file())).doesNotContain("balance_history_balance");
    }

    private RunResult metricsWith(Function<Collection<String>, List<NewestBalance>> newest) {
        return metrics(true, List::of, newest, RunMetricsTest::emptySpool);
    }

    private RunResult metrics(
            boolean balances,
            Supplier<List<AccountStatus>> statuses,
            Function<Collection<String>, List<NewestBalance>> newest,
            Supplier<Spool.Contents> spool) {
        return new RunMetrics(
                        new MetricsTargets(file(), null, balances),
                        List::of,
                        statuses,
                        newest,
                        spool,
                        new VirtualTime().clock())
                .observe(() -> RESULT);
    }

    private static Spool.Contents emptySpool() {
        return new Spool.Contents(0, 0, 0, 1);
    }

    private Path file() {
        return folder.resolve("balances.prom");
    }
}
