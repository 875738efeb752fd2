package dev.balancehistory.prune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.balancehistory.database.AdvisoryLocks;
import dev.balancehistory.postgres.TestDatabase;
import dev.balancehistory.process.Outcome;
import dev.balancehistory.process.Problem;
import dev.balancehistory.report.HistoryWriter;
import dev.balancehistory.support.Beans;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** A prune can be stopped, and its lock keeps other prunes away for as long as it works. */
class PruneHistoryTest {
    private final TestDatabase database = TestDatabase.migrated();
    private final GenericApplicationContext beans = beans();

    private GenericApplicationContext beans() {
        return Beans.with(Map.of(
                "spring.datasource.url", database.url(),
                "spring.datasource.username", database.user(),
                "spring.datasource.password", database.password()));
    }

    @AfterEach
    void close() {
        beans.close();
        database.close();
    }

    @Test
    void theNextPruneContinuesAStoppedOne() throws InterruptedException {
        HistoryWriter history = new HistoryWriter(database.sql());
        history.account("main", "1 day", "2020-01-01T00:00:00Z");
        for (int day = 1; day <= 11; day++) {
            String time = "2021-01-%02dT00:00:00Z".formatted(day);
            history.accountRun(history.run(time, time, "COMPLETED", "COMPLETED", "", "main"), "main", "DONE", 0, null);
        }
        PruneHistory prune = beans.getBean(PruneHistory.class);
        assertThat(prune.stop(Duration.ZERO)).isTrue();

        assertThatExceptionOfType(Problem.class)
                .isThrownBy(prune::prune)
                .satisfies(e -> assertThat(e.outcome()).isEqualTo(Outcome.STOPPED));

        assertThat(database.rows("select status, exit_code from run_history where job = 'pruneHistory'"))
                .containsExactly("{\"status\":\"STOPPED\",\"exit_code\":143}");
        try (GenericApplicationContext next = beans()) {
            assertThat(next.getBean(PruneHistory.class).prune().runs()).isOne();
        }
    }

    @Test
    void theServerDoesNotEndAnIdleLock() {
        SingleConnectionDataSource single =
                new SingleConnectionDataSource(database.url(), database.user(), database.password(), true);
        JdbcTemplate session = new JdbcTemplate(single);
        session.execute("set idle_in_transaction_session_timeout = '30s'");

        try (AdvisoryLocks lock = AdvisoryLocks.alone(single, AdvisoryLocks.PRUNE, "held")) {
            assertThat(lock).isNotNull();
            assertThat(session.queryForObject("show idle_in_transaction_session_timeout", String.class))
                    .isEqualTo("0");
        } finally {
            single.destroy();
        }
    }
}
