package dev.balancehistory.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.balancehistory.localexchange.Holdings;
import dev.balancehistory.localexchange.Misbehaviour;
import dev.balancehistory.support.Patience;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;

/** A schedule as a process: what becomes of its ticks and of signals. */
class ScheduleIT {
    private static final String EVERY_OTHER_SECOND = "--recorder.schedule.cron=*/2 * * * * *";
    private static final Duration PERIOD = Duration.ofSeconds(2);
    private static final Pattern MISSED = Pattern.compile("(\\d+) ticks? w\\w+ missed from (\\S+) on");

    @TempDir
    private Path folder;

    private Workbench bench;

    @BeforeEach
    void open() {
        bench = new Workbench().account("main", Holdings.moving(1));
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    @Tag("K3")
    void eachTickBecomesASlotUntilItIsStopped() throws Exception {
        Workbench.Ended ended;
        try (Child child = bench.start(folder, "", "schedule", EVERY_OTHER_SECOND)) {
            await(child, () -> child.err().split("accounts ok", -1).length > 4);
            child.terminate();
            ended = child.ended();
        }

        assertThat(ended.code()).as(ended.err()).isEqualTo(143);
        assertThat(ended.out()).isEmpty();
        List<Instant> slots = slots(bench.database.sql());
        eachTickIsRecordedOrMissed(slots, ended.err());
        assertThat(bench.exchange.requests("key-main"))
                .as("fetched once each; the last may have been stopped before it was recorded")
                .isBetween(slots.size(), slots.size() + 1);
        assertThat(bench.database.count("select from snapshot where response_time < slot"))
                .isZero();
        assertThat(bench.database
                        .sql()
                        .queryForList(
                                "select status from batch.batch_job_execution order by job_execution_id", String.class))
                .startsWith("COMPLETED", "COMPLETED", "COMPLETED", "COMPLETED")
                .isSubsetOf("COMPLETED", "STOPPED");
        assertThat(bench.database.value("select expected_interval::text from account", String.class))
                .isEqualTo("00:00:02");
        assertThat(ended.err())
                .contains("slot " + slots.get(1) + ": 1 of 1 accounts ok")
                .contains("The schedule was stopped");
        assertThat(ended.err().lines().filter(line -> line.contains(" WARN ")))
                .allMatch(line -> MISSED.matcher(line).find());
    }

    @Test
    @Tag("K3")
    void aWaitingScheduleEndsWithAGracefulShutdown() throws Exception {
        Workbench.Ended ended;
        // Its ticks are uneven.
        String interval = "-Drecorder.accounts.main.interval=1461d";
        try (Child child = bench.start(folder, interval, "schedule", "--cron", "0 0 0 29 2 *")) {
            await(child, () -> child.err().contains("the first tick is 2"));
            child.terminate();
            ended = child.ended();
        }

        assertThat(ended.code()).as(ended.err()).isEqualTo(143);
        assertThat(ended.err()).contains("The schedule was stopped");
        assertThat(bench.exchange.requests("key-main")).isZero();
    }

    @Test
    @Tag("K3")
    void aGracefulShutdownEndsTheCurrentRunWithItsResponses() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        bench.exchange.next("key-main", Misbehaviour.held(gate));
        Workbench.Ended ended;
        try (Child child = bench.start(folder, "", "schedule", EVERY_OTHER_SECOND)) {
            assertThat(bench.exchange.awaitRequests("key-main", 1, Patience.LIMIT))
                    .isTrue();
            child.terminateKnowingly();
            gate.countDown();
            ended = child.ended();
        }

        assertThat(ended.code()).as(ended.err()).isEqualTo(143);
        assertThat(ended.err()).contains("accounts ok, stopped: account main: response 1 is stored");
        assertThat(bench.database.value("select status from batch.batch_job_execution", String.class))
                .isEqualTo("STOPPED");
        assertThat(bench.database.value("select state from balance_response", String.class))
                .isEqualTo("received");
    }

    @Test
    @Tag("O1")
    void twoSchedulesRecordEachSlotOnce() throws Exception {
        String logged;
        try (Child one = bench.start(folder, "", "schedule", EVERY_OTHER_SECOND);
                Child other = bench.start(folder, "", "schedule", EVERY_OTHER_SECOND)) {
            await(one, () -> one.err().contains("accounts ok") && other.err().contains("accounts ok"));
            int before = bench.database.count("select from snapshot");
            await(one, () -> bench.database.count("select from snapshot") >= before + 4);
            one.terminate();
            other.terminate();
            assertThat(one.ended().code()).isEqualTo(143);
            assertThat(other.ended().code()).isEqualTo(143);
            logged = one.err() + other.err();
            assertThat(logged).doesNotContain("ERROR").doesNotContain("Exception");
        }

        List<Instant> slots = slots(bench.database.sql());
        eachTickIsRecordedOrMissed(slots, logged);
        assertThat(bench.exchange.requests("key-main"))
                .as("fetched once each; the last may have been stopped before it was recorded")
                .isEqualTo(bench.database.count("select distinct slot from balance_response"))
                .isBetween(slots.size(), slots.size() + 1);
    }

    @Test
    void eachLineOfTheLogCanBeJson() throws Exception {
        bench.account("wrong", Holdings.seed()).option("--recorder.accounts.wrong.api-secret=CANARYSECRET1");
        Workbench.Ended ended;
        try (Child child =
                bench.start(folder, "", "schedule", EVERY_OTHER_SECOND, "--logging.structured.format.console=ecs")) {
            await(child, () -> child.err().contains("accounts ok"));
            child.terminate();
            ended = child.ended();
        }

        assertThat(ended.err().lines()).hasSizeGreaterThan(2).allSatisfy(Json::requireObject);
        assertThat(ended.err())
                .contains("1 of 2 accounts ok, credentials: account wrong: ")
                .contains("\"level\":\"WARN\"")
                .doesNotContain("CANARY")
                .doesNotContain("key-main")
                .doesNotContain("secret-main");
    }

    private static List<Instant> slots(JdbcTemplate sql) {
        return sql.query(
                "select slot from snapshot order by slot",
                (row, number) -> row.getTimestamp("slot").toInstant());
    }

    /** A machine may be too slow for a tick, which is then logged: no tick is lost silently, doubled or invented. */
    private static void eachTickIsRecordedOrMissed(List<Instant> slots, String logged) {
        List<Instant> ticks = every(slots.get(0), slots.get(slots.size() - 1));
        Set<Instant> missed = new HashSet<>();
        Matcher line = MISSED.matcher(logged);
        while (line.find()) {
            Instant first = Instant.parse(line.group(2));
            missed.addAll(every(first, first.plus(PERIOD.multipliedBy(Integer.parseInt(line.group(1)) - 1L))));
        }

        assertThat(slots).doesNotHaveDuplicates().isSubsetOf(ticks);
        assertThat(ticks).filteredOn(tick -> !slots.contains(tick)).isSubsetOf(missed);
        assertThat(slots.get(0).getEpochSecond() % 2).isZero();
    }

    private static List<Instant> every(Instant first, Instant last) {
        return Stream.iterate(first, tick -> !tick.isAfter(last), tick -> tick.plus(PERIOD))
                .toList();
    }

    private static void await(Child child, Callable<Boolean> condition) {
        Patience.until("what the schedule is to do", condition, child::err);
    }
}
