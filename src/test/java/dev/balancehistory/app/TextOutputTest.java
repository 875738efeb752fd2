package dev.balancehistory.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.balancehistory.localexchange.Holdings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A report that can't be written is no success; a result that is stored remains one. */
class TextOutputTest {
    private static final String FULL = "No space left on device";
    private static final String BROKEN = "Broken pipe";
    private static final String CLOSED = "Bad file descriptor";

    /** Standard output that accepts nothing. */
    private static final class UnwritableOutput extends OutputStream {
        private final String reason;

        UnwritableOutput(String reason) {
            this.reason = reason;
        }

        @Override
        public void write(int single) throws IOException {
            throw new IOException(reason);
        }
    }

    private static Workbench.Ended run(String reason, String command) {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = new CommandRunner(new UnwritableOutput(reason), err).run(command.split(" "));
        return new Workbench.Ended(code, "", err.toString());
    }

    private static String line(String reason) {
        return "balance-history: standard output can't be written: " + reason + "\n";
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"--help", "--version", "help", "help record", "record --help", "import -h", "completion bash"})
    void aPageThatIsNotPrintedIsNoSuccess(String command) {
        assertThat(run(FULL, command)).isEqualTo(new Workbench.Ended(74, "", line(FULL)));
        assertThat(run(CLOSED, command)).isEqualTo(new Workbench.Ended(74, "", line(CLOSED)));
        assertThat(run(BROKEN, command)).isEqualTo(new Workbench.Ended(141, "", ""));
    }

    @Test
    void aReportThatIsNotPrintedIsNoSuccess() {
        try (Workbench bench = new Workbench()) {
            assertThat(bench.runInto(new UnwritableOutput(FULL), "verify"))
                    .isEqualTo(new Workbench.Ended(74, "", line(FULL)));
            assertThat(bench.runInto(new UnwritableOutput(BROKEN), "verify"))
                    .isEqualTo(new Workbench.Ended(141, "", ""));
            assertThat(bench.runInto(new UnwritableOutput(FULL), "prune", "--dry-run"))
                    .isEqualTo(new Workbench.Ended(74, "", line(FULL)));
        }
    }

    @Test
    void aReportThatFailedKeepsItsCode() {
        try (Workbench bench = new Workbench()) {
            assertThat(bench.runInto(new UnwritableOutput(FULL), "status"))
                    .isEqualTo(new Workbench.Ended(75, "", line(FULL)));
            assertThat(bench.runInto(new UnwritableOutput(BROKEN), "status"))
                    .isEqualTo(new Workbench.Ended(75, "", ""));
        }
    }

    @Test
    void aRecordedSnapshotIsASuccessWithoutItsTable() {
        try (Workbench bench = new Workbench().account("main", Holdings.seed())) {
            assertThat(bench.runInto(new UnwritableOutput(FULL), "record"))
                    .isEqualTo(new Workbench.Ended(0, "", line(FULL)));
            assertThat(bench.runInto(new UnwritableOutput(BROKEN), "record")).isEqualTo(new Workbench.Ended(0, "", ""));
            assertThat(bench.runInto(new UnwritableOutput(CLOSED), "record")).isEqualTo(new Workbench.Ended(0, "", ""));

            assertThat(bench.database.value("select count(*) from snapshot", Long.class))
                    .isEqualTo(3);
        }
    }

    /** A page of help is found by the name of its command only. */
    @ParameterizedTest
    @FieldSource("dev.balancehistory.app.TextOutput#STORING")
    void aCommandThatStoresItsResultExists(String command) {
        assertThat(new CommandRunner(OutputStream.nullOutputStream(), OutputStream.nullOutputStream())
                        .run("help", command))
                .isZero();
    }
}
