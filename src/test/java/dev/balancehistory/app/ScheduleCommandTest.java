package dev.balancehistory.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.balancehistory.localexchange.Holdings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Mistakes that end a schedule before its first tick. */
class ScheduleCommandTest {
    private Workbench bench;

    @BeforeEach
    void open() {
        bench = new Workbench().account("main", Holdings.seed());
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void aScheduleNeedsAnExpression() {
        Workbench.Ended run = bench.run("schedule");

        assertThat(run.code()).isEqualTo(78);
        assertThat(run.err()).contains("set recorder.schedule.cron, or use --cron");
    }

    @ParameterizedTest
    @ValueSource(strings = {"* * * * *", "nonsense", "61 * * * * *", ""})
    void aMalformedExpressionIsReportedWithItsSource(String cron) {
        assertThat(bench.run("schedule", "--cron", cron).code()).isEqualTo(64);

        Workbench.Ended run = bench.run("schedule", "--recorder.schedule.cron=" + cron);
        assertThat(run.code()).isEqualTo(78);
        assertThat(run.err())
                .contains(
                        cron.isEmpty() ? "set recorder.schedule.cron" : "recorder.schedule.cron must be of six fields")
                .doesNotContain("nonsense");
    }

    @Test
    void aTimeThatNeverComesIsAMistake() {
        Workbench.Ended run = bench.run("schedule", "--cron", "0 0 0 31 2 *");

        assertThat(run.code()).isEqualTo(78);
        assertThat(run.err()).contains("'0 0 0 31 2 *' has no future tick");
    }

    @Test
    void unevenTicksRequireTheIntervalOfEachAccount() {
        Workbench.Ended run = bench.run("schedule", "--cron", "0 0 9-17 * * *");

        assertThat(run.code()).isEqualTo(78);
        assertThat(run.err())
                .contains("the ticks of '0 0 9-17 * * *' (UTC) are uneven", "in recorder.accounts.main.interval");
        assertThat(bench.run("doctor", "--recorder.schedule.cron=0 0 9-17 * * *")
                        .out())
                .contains("FAIL  schedule: the ticks of '0 0 9-17 * * *' (UTC) are uneven");
        assertThat(bench.run(
                                "doctor",
                                "--recorder.schedule.cron=0 0 9-17 * * *",
                                "--recorder.accounts.main.interval=1h")
                        .out())
                .contains("ok    schedule: next at ");
    }

    @Test
    void anUnknownZoneIsAMistake() {
        assertThat(bench.run("schedule", "--cron", "* * * * * *", "--recorder.zone=Moon/Crater")
                        .code())
                .isEqualTo(78);
    }

    @Test
    void aMistakeIsReportedThoughTheDatabaseIsDown() throws Exception {
        bench.option("--spring.datasource.url=jdbc:postgresql://127.0.0.1:" + closedPort() + "/none")
                .option("--recorder.accounts.main.api-key= ");

        Workbench.Ended run = bench.run("schedule", "--cron", "* * * * * *");

        assertThat(run.code()).isEqualTo(78);
        assertThat(run.err()).contains("recorder.accounts.main.api-key ");
    }

    private static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
