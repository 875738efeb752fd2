package dev.balancehistory.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.balancehistory.demo.Demo;
import dev.balancehistory.localexchange.Holdings;
import dev.balancehistory.support.CleanProcess;
import dev.balancehistory.support.Patience;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Neither the tests nor the demo take anything from the environment or the working directory of the caller. */
class CallersEnvironmentIT {
    private static final Map<String, String> FOREIGN = Map.ofEntries(
            Map.entry("RECORDER_ACCOUNTS_MAIN_APIKEY", "foreign"),
            Map.entry("RECORDER_ACCOUNTS_MAIN_APISECRET", "foreign"),
            Map.entry("RECORDER_ACCOUNTS_MAIN_EXCHANGE", "foreign"),
            Map.entry("RECORDER_ACCOUNTS_OTHER_APIKEY", "foreign"),
            Map.entry("RECORDER_DEADLINE", "1ms"),
            Map.entry("RECORDER_HTTP_READTIMEOUT", "1ms"),
            Map.entry("RECORDER_NOSETTING", "foreign"),
            Map.entry("RECORDER_SCHEDULE_CRON", "never"),
            Map.entry("SPRING_APPLICATION_JSON", "{\"recorder\": {\"deadline\": \"1ms\"}}"),
            Map.entry("SPRING_CONFIG_LOCATION", "file:/nowhere/"),
            Map.entry("SPRING_DATASOURCE_PASSWORD", "foreign"),
            Map.entry("SPRING_DATASOURCE_URL", "jdbc:postgresql://foreign.invalid/foreign"),
            Map.entry("SPRING_DATASOURCE_USERNAME", "foreign"),
            Map.entry("SPRING_FLYWAY_ENABLED", "false"),
            Map.entry("SPRING_PROFILES_ACTIVE", "foreign"),
            Map.entry("LOGGING_CONFIG", "/nowhere/logback.xml"),
            Map.entry("LOGGING_LEVEL_ROOT", "trace"),
            Map.entry("MANAGEMENT_SERVER_PORT", "1"),
            Map.entry("DEBUG", "true"),
            Map.entry("BALANCE_HISTORY_ARCHIVES", "/nowhere"),
            Map.entry("JAVA_OPTS", "-foreign"),
            Map.entry("PGDATA", "/nowhere"),
            Map.entry("PGDATABASE", "foreign"),
            Map.entry("PGDATESTYLE", "German"),
            Map.entry("PGHOST", "foreign.invalid"),
            Map.entry("PGOPTIONS", "-c statement_timeout=1"),
            Map.entry("PGPASSWORD", "foreign"),
            Map.entry("PGPORT", "1"),
            Map.entry("PGUSER", "foreign"),
            Map.entry("TZ", "Asia/Seoul"),
            Map.entry("LC_ALL", "C"));

    @TempDir
    private Path folder;

    @Test
    void theDemoIgnoresTheCallersEnvironment() throws IOException {
        Workbench.Ended demo = started(Demo.class);

        assertThat(demo.code()).as(demo.out() + demo.err()).isZero();
        assertThat(demo.out())
                .startsWith("Starts a PostgreSQL and an exchange on this machine")
                .contains("Run 1: 1 of 1 accounts recorded in jdbc:postgresql://localhost:");
        assertThat(demo.err()).isEmpty();
    }

    @Test
    void theTestsIgnoreTheCallersEnvironmentInTheirJvmAndInChildProcesses() throws IOException {
        Workbench.Ended tests = started(CallersEnvironmentIT.class);

        assertThat(tests.code()).as(tests.out() + tests.err()).isZero();
        assertThat(tests.out())
                .contains("0 Run 1: 1 of 1 accounts recorded in jdbc:postgresql://localhost:")
                .contains("0 Run 2: 1 of 1 accounts recorded in jdbc:postgresql://localhost:")
                .doesNotContain(" TRACE ", " DEBUG ");
    }

    /** Records as tests do; started by a test, in an environment that is not theirs. */
    public static void main(String[] args) throws IOException {
        try (Workbench bench = Workbench.empty().account("main", Holdings.moving(1));
                Child child = bench.start(Path.of(""), "", "record")) {
            printResult(child.ended());
            printResult(bench.run("record"));
        }
        System.exit(0);
    }

    private static void printResult(Workbench.Ended run) {
        String last = run.out().strip().lines().reduce("", (before, line) -> line);
        System.out.println(run.code() + " " + last + run.err());
    }

    @Test
    void theBuildRemovesTheVariablesThatTheJvmAndPostgresqlRead() {
        assumeThat(System.getProperty("surefire.real.class.path")).isNotNull();

        assertThat(System.getenv())
                .containsEntry("TZ", "UTC")
                .containsEntry("LC_ALL", "C.UTF-8")
                .containsEntry("PGCLIENTENCODING", "UTF8")
                .doesNotContainKeys("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS");
    }

    private Workbench.Ended started(Class<?> main) throws IOException {
        Files.writeString(folder.resolve("application.properties"), "recorder.deadline=foreign\n");
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "-Drelease.folder=" + System.getProperty("release.folder"),
                main.getName()));
        ProcessBuilder process = CleanProcess.of(line)
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        process.environment().putAll(FOREIGN);
        int code = Patience.untilEnd(process.start(), () -> Files.readString(err));
        return new Workbench.Ended(code, Files.readString(out), Files.readString(err));
    }
}
