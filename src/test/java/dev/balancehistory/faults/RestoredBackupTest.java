package dev.balancehistory.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.balancehistory.app.Workbench;
import dev.balancehistory.localexchange.Holdings;
import dev.balancehistory.localexchange.Served;
import dev.balancehistory.localexchange.Settings;
import dev.balancehistory.postgres.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A backup is restored that is older than the last run. */
class RestoredBackupTest {
    private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.HOURS);

    private volatile Duration ahead = Duration.ZERO;

    @Test
    @Tag("D11")
    void theMissingSnapshotsOfARestoredBackupAreAReportedGap() {
        InstantSource clock = () -> Instant.now().plus(ahead);
        try (Workbench bench = new Workbench(
                        Settings.strict().withClock(clock).withoutRateLimits(), TestDatabase.migrated())
                .account("main", Holdings.moving(11))
                .option("--recorder.accounts.main.interval=1h")) {
            recordedHoursAgo(bench, 5);
            recordedHoursAgo(bench, 4);
            try (TestDatabase backup = bench.database.copy()) {
                recordedHoursAgo(bench, 3);
                recordedHoursAgo(bench, 2);
                backup.options().forEach(bench::option);

                recordedHoursAgo(bench, 1);
                recordedHoursAgo(bench, 0);

                List<Served> served = bench.exchange.served("key-main").stream()
                        .filter(Served::success)
                        .toList();
                assertThat(backup.sql()
                                .queryForList(
                                        "select encode(body_sha256, 'hex') from snapshot join balance_response"
                                                + " using (response_id) order by snapshot.response_time",
                                        String.class))
                        .containsExactly(sha256(served, 0), sha256(served, 1), sha256(served, 4), sha256(served, 5));
                Workbench.Ended verify = bench.run("verify");
                assertThat(verify.code()).as(verify.out() + verify.err()).isZero();
                assertThat(bench.run("export", "gaps", "--no-header").out())
                        .hasLineCount(1)
                        .startsWith("main,%s,%s,2,"
                                .formatted(
                                        served.get(1).responseTime(),
                                        served.get(4).responseTime()));
            }
        }
    }

    private void recordedHoursAgo(Workbench bench, int hours) {
        ahead = Duration.ofHours(-hours);
        Workbench.Ended run = bench.run("record", "--slot=" + NOW.minus(hours, ChronoUnit.HOURS));
        assertThat(run.code()).as(run.err()).isZero();
    }

    private static String sha256(List<Served> served, int index) {
        return served.get(index).bodySha256();
    }
}
