package dev.balancehistory.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.balancehistory.localexchange.Holdings;
import dev.balancehistory.localexchange.Misbehaviour;
import dev.balancehistory.localexchange.Settings;
import dev.balancehistory.support.Patience;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Messages of processes that a signal ends, and of a schedule. */
class MessagesIT {
    @TempDir
    private Path folder;

    private final CountDownLatch gate = new CountDownLatch(1);
    private final Workbench bench =
            new Workbench(Settings.strict().withoutRateLimits()).account("main", Holdings.moving(1));
    private PingReceiver receiver;
    private Path facts;

    @BeforeEach
    void open() throws IOException {
        receiver = new PingReceiver();
        facts = folder.resolve("facts");
        bench.option("--recorder.ping.url=" + receiver.url() + "/id")
                .option("--recorder.ping.format=healthchecks")
                .option("--recorder.notify.command=env >> '" + facts + "'");
    }

    @AfterEach
    void close() {
        gate.countDown();
        receiver.close();
        bench.close();
    }

    private Child waiting() throws Exception {
        bench.exchange.next("key-main", Misbehaviour.held(gate));
        Child child = bench.start(folder, "", "record");
        assertThat(bench.exchange.awaitRequests("key-main", 1, Patience.LIMIT)).isTrue();
        return child;
    }

    @Test
    @Tag("K3")
    void aRunThatIsStoppedIsReportedAndChangesNoVerdict() throws Exception {
        try (Child child = waiting()) {
            child.terminateKnowingly();
            gate.countDown();
            Workbench.Ended run = child.ended();
            assertThat(run.code()).as(run.err()).isEqualTo(143);
        }

        assertThat(receiver.lines()).containsExactly("POST /id/start?rid=ID", "POST /id/143?rid=ID");
        assertThat(facts).doesNotExist();
    }

    @Test
    @Tag("K1")
    void aRunThatIsKilledIsNotReportedAndTheNextOneIs() throws Exception {
        try (Child child = waiting()) {
            Patience.until("the start is reported", () -> receiver.lines().contains("POST /id/start?rid=ID"));
            child.killed();
        }
        assertThat(receiver.lines()).containsExactly("POST /id/start?rid=ID");

        gate.countDown();
        assertThat(bench.run("record").code()).isZero();

        assertThat(receiver.lines()).last().isEqualTo("POST /id/0?rid=ID");
        assertThat(facts).doesNotExist();
    }

    @Test
    void eachRunOfAScheduleIsReported() throws Exception {
        try (Child child = bench.start(folder, "", "schedule", "--cron=* * * * * *")) {
            Patience.until(
                    "two runs are reported",
                    () -> receiver.lines().stream()
                                    .filter(line -> line.equals("POST /id/0?rid=ID"))
                                    .count()
                            >= 2);
            child.terminate();
            assertThat(child.ended().code()).isEqualTo(143);
        }

        assertThat(receiver.lines()).startsWith("POST /id/start?rid=ID", "POST /id/0?rid=ID", "POST /id/start?rid=ID");
    }

    @Test
    @Tag("I9")
    void theCommandDoesNotReceiveTheSecretsOfTheEnvironment() throws Exception {
        bench.without("recorder.accounts.main.api-secret").without("recorder.ping.url");
        String script = "export RECORDER_ACCOUNTS_MAIN_APISECRET=CANARY-secret SPRING_MAIN_X=CANARY"
                + " RECORDER_PING_URL='" + receiver.url() + "/CANARY' OWN=mine; exec \"$@\"";
        try (Child child = bench.startIn(script, folder, "-Dcanary=CANARY-option", "record")) {
            assertThat(child.ended().code()).isEqualTo(77);
        }

        assertThat(receiver.lines()).last().isEqualTo("POST /CANARY/77?rid=ID");
        assertThat(Files.readString(facts))
                .contains("OWN=mine\n")
                .contains("BALANCE_HISTORY_VERDICT=failed\n")
                .doesNotContain("CANARY");
    }
}
