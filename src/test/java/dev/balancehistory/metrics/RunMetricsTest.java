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
        assertThat(metricsOf(() -> {
                    throw new Problem(Outcome.CANNOT_WRITE, "the spool can't be read");
                }))
                .isSameAs(RESULT);
    }

    @Test
    @Tag("S2")
    void aBugInTheMetricsDoesNotFailTheRun() {
        assertThat(metricsOf(() -> {
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

        assertThat(metricsOf(away, () -> new Spool.Contents(0, 0, 0, 1))).isSameAs(RESULT);

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
        return new RunMetrics(
                        new MetricsTargets(file(), null, true),
                        List::of,
                        List::of,
                        newest,
                        () -> new Spool.Contents(0, 0, 0, 1),
                        new VirtualTime().clock())
                .observe(() -> RESULT);
    }

    private RunResult metricsOf(Supplier<Spool.Contents> spool) {
        return metricsOf(List::of, spool);
    }

    private RunResult metricsOf(Supplier<List<AccountStatus>> statuses, Supplier<Spool.Contents> spool) {
        return new RunMetrics(
                        new MetricsTargets(file(), null, false),
                        List::of,
                        statuses,
                        names -> List.of(),
                        spool,
                        new VirtualTime().clock())
                .observe(() -> RESULT);
    }

    private Path file() {
        return folder.resolve("balances.prom");
    }
}
