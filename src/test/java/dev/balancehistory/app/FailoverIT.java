package dev.balancehistory.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.balancehistory.localexchange.Holdings;
import dev.balancehistory.localexchange.Misbehaviour;
import dev.balancehistory.localexchange.Settings;
import dev.balancehistory.postgres.PostgresPair;
import dev.balancehistory.support.Patience;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The primary crashes and its standby takes over, while runs are under way. */
class FailoverIT {
    @TempDir
    private Path folder;

    private Workbench bench;
    private PostgresPair servers;

    @BeforeEach
    void open(@TempDir Path data) throws Exception {
        servers = PostgresPair.in(data);
        bench = new Workbench(Settings.strict().withoutRateLimits()).account("main", Holdings.moving(1));
        servers.options().forEach(bench::option);
        assertThat(bench.run("migrate").code()).isZero();
    }

    @AfterEach
    void close() throws Exception {
        bench.close();
        servers.close();
    }

    @Test
    @Tag("D1")
    void aFailoverDuringARequestCostsNoSnapshot() throws Exception {
        assertThat(bench.run("record", "--slot=2026-01-01T00:00:00Z").code()).isZero();
        CountDownLatch gate = new CountDownLatch(1);
        bench.exchange.next("key-main", Misbehaviour.held(gate));

        Workbench.Ended during;
        try (Child run = bench.start(folder, "", "record", "--slot=2026-01-01T00:01:00Z")) {
            assertThat(bench.exchange.awaitRequests("key-main", 2, Patience.LIMIT))
                    .isTrue();
            servers.failOver();
            gate.countDown();
            during = run.ended();
        }
        Workbench.Ended after = bench.run("record", "--slot=2026-01-01T00:02:00Z");

        assertThat(during.code()).as(during.err()).isIn(0, 69);
        assertThat(after.code()).as(after.err()).isZero();
        assertThat(bench.spooled()).isEmpty();
        assertThat(slots())
                .containsExactly(
                        Instant.parse("2026-01-01T00:00:00Z"),
                        Instant.parse("2026-01-01T00:01:00Z"),
                        Instant.parse("2026-01-01T00:02:00Z"));
        assertThat(bench.exchange.requests("key-main"))
                .as("each is fetched once")
                .isEqualTo(3);
        Workbench.Ended verification = bench.run("verify");
        assertThat(verification.code()).as(verification.out()).isZero();
    }

    @Test
    @Tag("D1")
    @Tag("D12")
    void aScheduleContinuesOnTheNewPrimary() throws Exception {
        String[] schedule = {
            "schedule", "--recorder.schedule.cron=* * * * * *", "--spring.datasource.hikari.connection-timeout=1000"
        };
        Workbench.Ended ended;
        try (Child child = bench.start(folder, "", schedule)) {
            Patience.until("some snapshots", () -> slots().size() >= 3, child::err);
            List<Instant> acknowledged = slots();
            servers.failOver();
            int requests = bench.exchange.requests("key-main");
            Patience.until("the next ticks", () -> bench.exchange.requests("key-main") >= requests + 3, child::err);
            Patience.until("the database has all", () -> bench.spooled().isEmpty(), child::err);
            int before = slots().size();
            Patience.until("it goes on", () -> slots().size() > before, child::err);
            assertThat(slots()).containsAll(acknowledged);
            child.terminate();
            ended = child.ended();
        }

        assertThat(ended.code()).as(ended.err()).isEqualTo(143);
        assertThat(ended.err()).doesNotContain("\tat ");
        assertThat(slots()).doesNotHaveDuplicates();
        // The last request may have been stopped before its response was recorded.
        assertThat(bench.exchange.requests("key-main")).isBetween(slots().size(), slots().size() + 1);
        Workbench.Ended verification = bench.run("verify");
        assertThat(verification.code()).as(verification.out()).isZero();
    }

    private List<Instant> slots() {
        return servers.standby()
                .query(
                        "select slot from snapshot order by response_time",
                        (row, number) -> row.getTimestamp("slot").toInstant());
    }
}
