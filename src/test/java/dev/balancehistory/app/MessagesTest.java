package dev.balancehistory.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.balancehistory.localexchange.Holdings;
import dev.balancehistory.localexchange.Misbehaviour;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pings and notifications of the commands, with a real receiver and a real shell. */
class MessagesTest {
    private static final String ID = "CANARY-5f0c";

    @TempDir
    private Path folder;

    /** The log, which the start of each command sets up anew. */
    private final ByteArrayOutputStream logged = new ByteArrayOutputStream();

    private final PrintStream out = System.out;
    private final PrintStream err = System.err;
    private Workbench bench;
    private PingReceiver receiver;

    @BeforeEach
    void open() throws IOException {
        bench = new Workbench().account("main", Holdings.seed());
        receiver = new PingReceiver();
        System.setOut(new PrintStream(logged, true, StandardCharsets.UTF_8));
        System.setErr(System.out);
    }

    @AfterEach
    void close() {
        System.setOut(out);
        System.setErr(err);
        receiver.close();
        bench.close();
    }

    private void pings(String format) {
        bench.option("--recorder.ping.url=" + receiver.url() + "/" + ID).option("--recorder.ping.format=" + format);
    }

    /** Runs a command that ends with the code. */
    private Workbench.Ended ends(int code) throws IOException {
        String command = code == 75 ? "status" : "record";
        switch (code) {
            case 65 -> bench.exchange.next("key-main", Misbehaviour.large(8L << 20));
            case 69 -> bench.option("--spring.datasource.url=jdbc:postgresql://127.0.0.1:" + closedPort() + "/none");
            case 78 -> bench.option("--recorder.accounts.main.exchange=nowhere");
            default -> assertThat(code).isIn(0, 75);
        }
        Workbench.Ended run = bench.run(command);
        assertThat(run.code()).as(run.err()).isEqualTo(code);
        assertThat(String.join("\n", log())).doesNotContain("was not sent").doesNotContain(ID);
        assertThat(bench.leaks(run)).isEmpty();
        assertThat(run.err()).doesNotContain(ID);
        return run;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 65, 69, 75, 78})
    void healthchecksReceivesTheStartAndTheExitCodeOfARun(int code) throws Exception {
        pings("healthchecks");

        ends(code);

        String path = "POST /" + ID;
        assertThat(receiver.lines()).containsExactly(path + "/start?rid=ID", path + "/" + code + "?rid=ID");
        PingReceiver.Received end = receiver.received().get(1);
        assertThat(end.target()).endsWith(receiver.received().get(0).target().replaceFirst(".*rid=", "rid="));
        assertThat(end.type()).isEqualTo("text/plain; charset=utf-8");
        assertThat(end.body())
                .startsWith(
                        code == 0
                                ? "record is ok: 1 of 1 accounts ok"
                                : (code == 75 ? "status" : "record") + " failed with exit code " + code + ": ");
        assertThat(receiver.received().get(0).body()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 65, 69, 75, 78})
    void uptimeKumaReceivesUpOrDownWithTheReason(int code) throws Exception {
        pings("uptime-kuma");
        bench.option("--recorder.ping.url=" + receiver.url() + "/api/push/" + ID + "?status=up&msg=OK&ping=");

        ends(code);

        assertThat(receiver.received()).singleElement().satisfies(ping -> {
            assertThat(ping.method()).isEqualTo("GET");
            assertThat(URLDecoder.decode(ping.target(), StandardCharsets.UTF_8))
                    .startsWith("/api/push/" + ID + "?status=" + (code == 0 ? "up" : "down") + "&msg=")
                    .contains(code == 0 ? "record is ok: " : " failed with exit code " + code + ": ")
                    .containsPattern("&ping=[0-9]+$");
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 65, 69, 75, 78})
    void aPlainSwitchReceivesSuccessesOnly(int code) throws Exception {
        pings("plain");

        ends(code);

        assertThat(receiver.lines()).isEqualTo(code == 0 ? List.of("GET /" + ID) : List.of());
    }

    @Test
    void aStatementAndAVerificationAreReported() {
        pings("healthchecks");

        assertThat(bench.run("statement", "--period=last-month", "--output=" + folder)
                        .code())
                .isEqualTo(75);
        assertThat(bench.run("verify").code()).isZero();

        assertThat(receiver.lines())
                .filteredOn(line -> !line.contains("/start"))
                .containsExactly("POST /" + ID + "/75?rid=ID", "POST /" + ID + "/0?rid=ID");
        assertThat(receiver.received().get(1).body()).contains("no account was ever recorded");
        assertThat(receiver.received().get(3).body()).contains("0 differences in 0 snapshots");
    }

    @Test
    void aFailureBeforeTheSettingsAreBoundIsReported() throws Exception {
        pings("healthchecks");

        assertThat(bench.run("record", "--recorder.unknown=1").code()).isEqualTo(78);
        Path malformed = Files.writeString(folder.resolve("application.yaml"), "a: b: c");
        assertThat(bench.run("record", "--spring.config.location=file:" + malformed)
                        .code())
                .isEqualTo(78);

        assertThat(receiver.lines())
                .filteredOn(line -> !line.contains("/start"))
                .hasSize(2)
                .allMatch(line -> line.equals("POST /" + ID + "/78?rid=ID"));
        assertThat(receiver.received().get(1).body()).contains("recorder.unknown is not a setting");
        assertThat(receiver.received().get(3).body()).contains("is malformed: correct it there");
    }

    @Test
    @Tag("S5")
    void aPingIsSentAgainAfterAFailureThatMayPass() throws Exception {
        pings("plain");
        receiver.respond(500);

        ends(0);

        assertThat(receiver.lines()).containsExactly("GET /" + ID, "GET /" + ID);
    }

    /** It accepts the connection and sends nothing, accepts none, responds with errors, or names another address. */
    @ParameterizedTest
    @ValueSource(strings = {"hangs", "accepts no connection", "responds with 500", "redirects"})
    @Tag("S5")
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void aFailingSwitchIsOneWarning(String how) throws Exception {
        pings("plain");
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            switch (how) {
                case "hangs" ->
                    bench.option("--recorder.ping.url=http://127.0.0.1:" + silent.getLocalPort() + "/" + ID);
                case "responds with 500" -> receiver.respond(500).respond(500);
                case "redirects" -> receiver.respond(302);
                default -> bench.option("--recorder.ping.url=http://127.0.0.1:" + closedPort() + "/" + ID);
            }
            Workbench.Ended run = bench.run("record");

            assertThat(run.code()).as(run.err()).isZero();
            assertThat(bench.database.count("select from snapshot")).isOne();
            assertThat(log().stream().filter(line -> line.contains("The ping at the end was not sent")))
                    .hasSize(1);
            assertThat(run.err() + run.out() + log()).doesNotContain(ID).doesNotContain(receiver.url());
            assertThat(receiver.lines()).doesNotContain("GET /elsewhere");
        }
    }

    @Test
    @Tag("S5")
    void aMalformedAddressIsReportedByDoctorAndCostsNoSnapshot() {
        bench.option("--recorder.ping.url=http://example.com/" + ID);

        Workbench.Ended run = bench.run("record");
        Workbench.Ended doctor = bench.run("doctor");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(log())
                .anyMatch(line -> line.contains("No messages are sent: recorder.ping.url must begin with https://"));
        assertThat(doctor.code()).isEqualTo(78);
        assertThat(doctor.out()).contains("FAIL  messages: recorder.ping.url must begin with https://");
        assertThat(run.err() + run.out() + doctor.out() + doctor.err() + log()).doesNotContain(ID);
    }

    @Test
    void aCommandIsStartedWhenTheVerdictChangesAndOnlyThen() throws Exception {
        Path facts = folder.resolve("facts");
        bench.option("--recorder.notify.command=cat >> '" + facts + "'; echo said \"$BALANCE_HISTORY_VERDICT\"");
        String database = bench.properties().stream()
                .filter(option -> option.startsWith("--spring.datasource.url="))
                .findFirst()
                .orElseThrow();

        ends(0);
        assertThat(facts).doesNotExist();
        ends(65);
        assertThat(Files.readAllLines(facts)).hasSize(1);
        ends(69);
        assertThat(Files.readAllLines(facts)).as("without a database").hasSize(1);
        bench.option(database);
        ends(0);
        ends(0);

        assertThat(log())
                .filteredOn(line -> line.contains("Notified: "))
                .hasSize(2)
                .last()
                .asString()
                .contains("Notified: record is ok: 1 of 1 accounts ok")
                .endsWith("(output: said ok)");
        List<String> lines = Files.readAllLines(facts);
        assertThat(lines).hasSize(2);
        assertThat(lines.get(0))
                .startsWith("{\"command\":\"record\",\"verdict\":\"failed\",\"previous\":\"ok\",\"exitCode\":65,"
                        + "\"accounts\":[\"main\"],\"message\":\"record failed with exit code 65: ");
        assertThat(lines.get(1))
                .startsWith("{\"command\":\"record\",\"verdict\":\"ok\",\"previous\":\"failed\",\"exitCode\":0,"
                        + "\"accounts\":[],\"message\":\"record is ok: ");
    }

    @Test
    void runsOfOtherAccountsHaveAVerdictOfTheirOwn() throws Exception {
        bench.account("other", Holdings.seed());
        Path facts = folder.resolve("facts");
        bench.option("--recorder.notify.command=cat >> '" + facts + "'");
        bench.exchange.next("key-other", Misbehaviour.large(8L << 20));

        assertThat(bench.run("record", "--account=other").code()).isEqualTo(65);
        assertThat(bench.run("record", "--account=main").code()).isZero();

        assertThat(Files.readAllLines(facts))
                .singleElement()
                .asString()
                .contains("\"record --account other\"")
                .contains("\"previous\":\"none\"");
    }

    @Test
    @Tag("S5")
    void aFailingCommandIsOneWarningAndIsStartedAgain() throws Exception {
        bench.option("--recorder.notify.command=echo CANARY-of-no-use >/dev/null; echo no network; exit 7");
        bench.option("--recorder.accounts.main.exchange=nowhere");

        for (int i = 0; i < 2; i++) {
            Workbench.Ended run = bench.run("record");

            assertThat(run.code()).isEqualTo(78);
            assertThat(log())
                    .filteredOn(line -> line.contains("The notification was not sent"))
                    .hasSize(i + 1)
                    .last()
                    .asString()
                    .endsWith("recorder.notify.command ended with exit code 7: no network");
            assertThat(run.err() + log()).doesNotContain("CANARY");
        }
    }

    @Test
    void doctorSendsATestToEachReceiverOnDemand() throws Exception {
        pings("healthchecks");
        Path facts = folder.resolve("facts");
        bench.option("--recorder.notify.command=cat > '" + facts + "'; echo done");

        Workbench.Ended plain = bench.run("doctor");
        assertThat(plain.out()).contains("ok    messages: ping: healthchecks; notifications: a command\n");
        assertThat(receiver.received()).isEmpty();
        assertThat(facts).doesNotExist();

        Workbench.Ended doctor = bench.run("doctor", "--notify");
        assertThat(doctor.code()).as(doctor.out()).isZero();
        assertThat(doctor.out())
                .contains("ok    ping: the receiver of the format healthchecks accepted a test\n")
                .contains("ok    notification: the command ended with exit code 0: done\n");
        assertThat(receiver.lines()).containsExactly("POST /" + ID + "/log?rid=ID");
        assertThat(Files.readString(facts)).contains("\"verdict\":\"test\"");
        assertThat(doctor.out() + doctor.err()).doesNotContain(ID);

        receiver.respond(404);
        bench.option("--recorder.notify.command=exit 3");
        Workbench.Ended failing = bench.run("doctor", "--notify");
        assertThat(failing.code()).isEqualTo(78);
        assertThat(failing.out())
                .contains("FAIL  ping: the receiver of recorder.ping.url: it responds with HTTP 404\n")
                .contains("FAIL  notification: recorder.notify.command ended with exit code 3\n");
    }

    @Test
    void doctorReportsThatNothingIsConfigured() {
        assertThat(bench.run("doctor", "--notify").out())
                .contains("ok    messages: ping: none; notifications: none\n")
                .contains("ok    messages: no receiver is configured\n");
    }

    /** Returns what the commands have logged so far. */
    private List<String> log() {
        return logged.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
