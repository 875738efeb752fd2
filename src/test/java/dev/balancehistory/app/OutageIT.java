package dev.balancehistory.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.balancehistory.localexchange.Holdings;
import dev.balancehistory.localexchange.Misbehaviour;
import dev.balancehistory.localexchange.Settings;
import dev.balancehistory.postgres.OwnPostgres;
import dev.balancehistory.support.Patience;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;

/** Processes whose database stops and starts again. */
class OutageIT {
    private static final String[] SCHEDULE = {
        "schedule", "--recorder.schedule.cron=*/3 * * * * *", "--spring.datasource.hikari.connection-timeout=1000"
    };

    private static final Pattern STORED = Pattern.compile("slot (\\S+): 0 of 1 accounts ok, .* is stored in ");

    @TempDir
    private Path folder;

    private Workbench bench;
    private OwnPostgres server;

    @BeforeEach
    void open(@TempDir Path data) throws Exception {
        server = OwnPostgres.in(data);
        bench = new Workbench(Settings.strict().withoutRateLimits()).account("main", Holdings.moving(1));
        server.options().forEach(bench::option);
        assertThat(bench.run("migrate").code()).isZero();
    }

    @AfterEach
    void close() throws Exception {
        bench.close();
        server.close();
    }

    @Test
    @Tag("D12")
    @Tag("K1")
    void eachTickOfAnOutageIsOneSnapshotThoughTheScheduleIsKilled() throws Exception {
        try (Child first = bench.start(folder, "", SCHEDULE)) {
            Patience.until("a snapshot", () -> snapshots() > 0, first::err);
            server.stop();
            Patience.until("some ticks", () -> stored().size() >= 3, first::err);
            killDuringTheRequest(first);
        }
        try (Child second = bench.start(folder, "", SCHEDULE)) {
            Patience.until("more ticks", () -> stored().size() >= 7, second::err);
            killDuringTheRequest(second);
        }
        Workbench.Ended ended;
        try (Child third = bench.start(folder, "", SCHEDULE)) {
            Patience.until("ten ticks", () -> stored().size() >= 10, third::err);
            server.start();
            Patience.until("the database has all", () -> bench.spooled().isEmpty(), third::err);
            int before = snapshots();
            Patience.until("it goes on", () -> snapshots() > before, third::err);
            third.terminate();
            ended = third.ended();
        }

        assertThat(ended.code()).as(ended.err()).isEqualTo(143);
        assertThat(ended.err()).doesNotContain("\tat ");
        JdbcTemplate sql = server.sql();
        List<Instant> slots = sql.query(
                "select slot from snapshot order by response_time",
                (row, number) -> row.getTimestamp("slot").toInstant());
        assertThat(slots).isSorted().doesNotHaveDuplicates().containsAll(stored());
        assertThat(sql.queryForList("select s.response_time, s.slot from balance_response r join snapshot s"
                        + " using (account_id, response_id) where r.origin = 'spooled'"))
                .hasSizeGreaterThanOrEqualTo(10);
        assertThat(sql.queryForList("""
                        select * from (select slot, response_time, sequence,
                                              row_number() over (order by response_time) as place from snapshot) s
                         where sequence <> place or response_time < slot
                        """)).as("each under its slot, in order").isEmpty();
        assertThat(bench.exchange.requests("key-main"))
                .as("two were killed, and the last one may have been stopped before it was recorded")
                .isBetween(slots.size() + 2, slots.size() + 3);
        Workbench.Ended verification = bench.run("verify");
        assertThat(verification.code()).as(verification.err()).isZero();
    }

    private int snapshots() {
        return server.sql().queryForObject("select count(*)::int from snapshot", Integer.class);
    }

    /** Kills it while the exchange has the request of a tick. */
    private void killDuringTheRequest(Child schedule) throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        bench.exchange.next("key-main", Misbehaviour.held(gate));
        int before = bench.exchange.requests("key-main");
        assertThat(bench.exchange.awaitRequests("key-main", before + 1, Patience.LIMIT))
                .isTrue();
        schedule.killed();
        gate.countDown();
    }

    /** Returns the slots whose responses the schedules have reported as stored in the spool. */
    private Set<Instant> stored() throws Exception {
        List<Path> logs = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            files.filter(file -> file.getFileName().toString().startsWith("err"))
                    .forEach(logs::add);
        }
        Set<Instant> slots = new TreeSet<>();
        for (Path log : logs) {
            STORED.matcher(Files.readString(log)).results().forEach(line -> slots.add(Instant.parse(line.group(1))));
        }
        return slots;
    }

    @Test
    @Tag("K3")
    @Tag("D12")
    void aStoppedRunStoresItsResponse() throws Exception {
        server.stop();
        CountDownLatch gate = new CountDownLatch(1);
        bench.exchange.next("key-main", Misbehaviour.held(gate));
        Workbench.Ended run;
        try (Child child = bench.start(folder, "", "record")) {
            assertThat(bench.exchange.awaitRequests("key-main", 1, Patience.LIMIT))
                    .isTrue();
            child.terminateKnowingly();
            gate.countDown();
            run = child.ended();
        }

        assertThat(run.code()).as(run.err()).isEqualTo(143);
        assertThat(run.err()).contains("account main: the response is stored in " + bench.spool);
        assertThat(bench.spooled()).hasSize(1);
        server.start();
        assertThat(bench.run("record").code()).isZero();
        assertThat(snapshots()).isEqualTo(2);
    }

    @Test
    @Tag("O7")
    void twoProcessesFetchAnAccountOnce() throws Exception {
        server.stop();
        CountDownLatch gate = new CountDownLatch(1);
        bench.exchange.next("key-main", Misbehaviour.held(gate));
        try (Child first = bench.start(folder, "", "record")) {
            assertThat(bench.exchange.awaitRequests("key-main", 1, Patience.LIMIT))
                    .isTrue();

            Workbench.Ended second = bench.run("record");

            assertThat(second.code()).as(second.err()).isEqualTo(75);
            assertThat(second.err()).contains("another run holds the account");
            first.killed();
            gate.countDown();
        }
        Workbench.Ended third = bench.run("record");
        assertThat(third.code()).as("the lock of a killed process is free").isEqualTo(69);
        assertThat(third.err()).contains("the response is stored in");
    }
}
