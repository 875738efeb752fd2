package dev.balancehistory.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.balancehistory.localexchange.Holdings;
import dev.balancehistory.report.HistoryWriter;
import dev.balancehistory.support.CleanProcess;
import dev.balancehistory.support.Patience;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The lines of {@code deploy/systemd} and {@code deploy/cron} work in the shell of a host. */
class HostTest {
    private static final Path SYSTEMD = Path.of("deploy/systemd");
    private static final Path CRON = Path.of("deploy/cron/balance-history.cron");
    private static final String PROGRAM = "/opt/balance-history/bin/balance-history";

    /** Of the timer, in seconds. */
    private static final long INTERVAL = 300;

    @TempDir
    private Path folder;

    @Test
    void aRunOfSystemdRecordsTheSlotOfItsTimersLastTick() throws Exception {
        assertThat(values("balance-history.timer", "OnCalendar"))
                .containsExactly("*-*-* *:0/" + INTERVAL / 60 + ":00 UTC");
        Instant before = Instant.now();
        List<String> words = started(shellOf("balance-history.service"));

        assertThat(words.get(words.size() - 1)).isEqualTo("SPRING_CONFIG_IMPORT=configtree:" + folder + "/");
        recordsFor(words.subList(0, words.size() - 1), before, INTERVAL);
    }

    @Test
    void aRunOfCronRecordsTheSlotOfItsMinute() throws Exception {
        Instant before = Instant.now();
        List<String> words = started(cronCommands().get(0));

        recordsFor(words.subList(0, words.size() - 1), before, 60);
    }

    private static void recordsFor(List<String> words, Instant before, long interval) {
        Instant after = Instant.now();
        try (Workbench bench = new Workbench().account("main", Holdings.seed())) {
            Workbench.Ended run = bench.run(words.toArray(String[]::new));

            assertThat(run.code()).as(run.err()).isZero();
            long slot = bench.database.value("select extract(epoch from slot)::bigint from snapshot", Long.class);
            // The shell read the clock between the two.
            assertThat(slot).isIn(tick(before, interval), tick(after, interval));
        }
    }

    private static long tick(Instant time, long interval) {
        return Math.floorDiv(time.getEpochSecond(), interval) * interval;
    }

    @Test
    void aStaleHistoryFailsTheChecks() throws Exception {
        try (Workbench bench = new Workbench()) {
            for (String line : List.of(
                    shellOf("balance-history-check.service"), cronCommands().get(1))) {
                List<String> words = started(line);
                Workbench.Ended run = bench.run(words.get(0));

                assertThat(words.get(0)).isEqualTo("status");
                assertThat(run.code()).isEqualTo(75);
            }
        }
        assertThat(outputOf(cronCommands().get(1), "echo STALE; exit 75")).isEqualTo("STALE\n");
        assertThat(outputOf(cronCommands().get(1), "echo fine")).isEmpty();
        assertThat(outputOf(cronCommands().get(0), "echo recorded; echo problem >&2; exit 69"))
                .isEqualTo("problem\n");
    }

    @Test
    void oldBalancesArePackedAfterThePruning() throws Exception {
        String systemd = "balance-history-prune.service";
        for (List<String> lines : List.of(
                List.of(shellOf(systemd), shellOf(systemd, 1)),
                List.of(cronCommands().get(2), cronCommands().get(3)))) {
            assertThat(started(lines.get(0)).get(0)).isEqualTo("prune");
            assertThat(started(lines.get(1)).get(0)).isEqualTo("pack");
        }
    }

    @Test
    void theStatementIsThatOfLastMonth() throws Exception {
        for (String line : List.of(
                shellOf("balance-history-statement.service"), cronCommands().get(4))) {
            List<String> words = started(line);
            try (Workbench bench = new Workbench()) {
                List<String> command = new ArrayList<>(words.subList(0, words.size() - 1));
                command.removeIf(word -> word.startsWith("--output="));
                command.add("--output=" + folder);
                new HistoryWriter(bench.database.sql()).account("main", "5 minutes", "2026-01-01T00:00:00Z");
                Workbench.Ended run = bench.run(command.toArray(String[]::new));

                assertThat(run.code())
                        .as("no snapshot is recorded: %s", run.err())
                        .isEqualTo(75);
                String month = YearMonth.now(ZoneOffset.UTC).minusMonths(1).toString();
                assertThat(folder.resolve("statement-" + month + ".html")).isNotEmptyFile();
            }
        }
    }

    @Test
    void eachPageOfCronIsPrintedOnce() throws Exception {
        Path statements = Files.createDirectories(folder.resolve("statements"));
        for (String file : List.of("a.html", "b.html", "b.pdf", "b.csv")) {
            Files.writeString(statements.resolve(file), "");
        }
        Path browser = folder.resolve("chromium");
        Files.writeString(browser, "#!/bin/sh\nprintf '%s\\n' \"$@\" >>" + folder.resolve("words") + "\n");
        assertThat(browser.toFile().setExecutable(true)).isTrue();
        ProcessBuilder shell = CleanProcess.of(
                "/bin/sh", "-c", cronCommands().get(5).replace("/var/lib/balance-history", folder.toString()));
        shell.environment().merge("PATH", folder + ":", (path, first) -> first + path);

        assertThat(Patience.untilEnd(shell.start())).isZero();
        assertThat(Files.readAllLines(folder.resolve("words")))
                .containsExactly(
                        "--headless",
                        "--no-pdf-header-footer",
                        "--print-to-pdf=a.pdf",
                        "file://" + statements.toRealPath() + "/a.html");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "balance-history.service",
                "balance-history-check.service",
                "balance-history-prune.service",
                "balance-history-statement.service"
            })
    @Tag("C15")
    void aServiceHasOnlyTheRightsOfItsWork(String unit) throws IOException {
        for (String setting : List.of(
                "DynamicUser=yes",
                "CapabilityBoundingSet=",
                "AmbientCapabilities=",
                "NoNewPrivileges=yes",
                "LockPersonality=yes",
                "PrivateDevices=yes",
                "PrivateTmp=yes",
                "PrivateUsers=yes",
                "ProtectClock=yes",
                "ProtectControlGroups=yes",
                "ProtectHome=yes",
                "ProtectHostname=yes",
                "ProtectKernelLogs=yes",
                "ProtectKernelModules=yes",
                "ProtectKernelTunables=yes",
                "ProtectProc=invisible",
                "ProtectSystem=strict",
                "RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX",
                "RemoveIPC=yes",
                "RestrictNamespaces=yes",
                "RestrictRealtime=yes",
                "RestrictSUIDSGID=yes",
                "SystemCallArchitectures=native",
                "SystemCallFilter=@system-service",
                "SystemCallFilter=~@privileged @resources",
                "UMask=0077",
                "OnFailure=balance-history-alert@%n.service")) {
            assertThat(lines(unit)).contains(setting);
        }
        assertThat(values(unit, "MemoryMax")).hasSize(1);
        assertThat(values(unit, "TasksMax")).hasSize(1);
        assertThat(values("balance-history.service", "StateDirectoryMode")).containsExactly("0700");
        for (String credential : values(unit, "LoadCredential")) {
            String name = credential.substring(0, credential.indexOf(':'));
            assertThat(credential).isEqualTo(name + ":/etc/balance-history/" + secretsOf(unit) + "/" + name);
        }
        assertThat(values(unit, "Environment"))
                .containsExactly("SPRING_CONFIG_ADDITIONAL_LOCATION=file:/etc/balance-history/");
    }

    @Test
    void thePassphraseNeedsOneLine() throws IOException {
        String name = "recorder.accounts.main.passphrase";

        assertThat(lines("balance-history.service"))
                .contains("#LoadCredential=" + name + ":/etc/balance-history/secrets/" + name);
    }

    private static String secretsOf(String unit) {
        return unit.contains("prune") ? "pruner" : "secrets";
    }

    /** A relative folder would be another one for each working directory. */
    @ParameterizedTest
    @ValueSource(strings = {"etc", "compose", "compose/demo", "kubernetes/base"})
    void theSpoolIsAFolderInThePersistentOne(String form) throws IOException {
        Properties settings = new Properties();
        try (Reader file = Files.newBufferedReader(Path.of("deploy", form, "application.properties"))) {
            settings.load(file);
        }

        assertThat(settings.getProperty("recorder.spool-dir")).isEqualTo("/var/lib/balance-history/spool");
    }

    /** Returns the arguments that the line starts the program with, and at the end the file to import. */
    private List<String> started(String line) throws Exception {
        Path words = folder.resolve("words");
        outputOf(line, "printf '%s\\n' \"$@\" \"SPRING_CONFIG_IMPORT=$SPRING_CONFIG_IMPORT\" >" + words);
        return Files.readAllLines(words);
    }

    /** Runs the line with this script for the program. */
    private String outputOf(String line, String script) throws Exception {
        Path program = folder.resolve("program");
        Files.writeString(program, "#!/bin/sh\n" + script + "\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
        assertThat(line).contains(PROGRAM);
        ProcessBuilder shell = CleanProcess.of(
                "/bin/sh",
                "-c",
                line.replace(PROGRAM, program.toString()).replace("/var/lib/balance-history", folder.toString()));
        shell.environment().put("CREDENTIALS_DIRECTORY", folder.toString());
        Process process = shell.redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes());
        process.waitFor();
        return output;
    }

    /** Returns the script of {@code ExecStart=/bin/sh -c '...'} as the shell gets it. */
    private static String shellOf(String unit) throws IOException {
        return shellOf(unit, 0);
    }

    private static String shellOf(String unit, int command) throws IOException {
        String line = values(unit, "ExecStart").get(command);
        assertThat(line).startsWith("/bin/sh -c '").endsWith("'");
        return line.substring("/bin/sh -c '".length(), line.length() - 1)
                .replace("$$", "$")
                .replace("%%", "%");
    }

    /** Returns the commands of the crontab as the shell gets them. */
    private static List<String> cronCommands() throws IOException {
        return cronLines().stream()
                .peek(line -> assertThat(line.split(" +")[5]).isIn("balance-history", "balance-history-pruner"))
                .map(line -> line.split(" +", 7)[6].replace("\\%", "%"))
                .toList();
    }

    private static List<String> cronLines() throws IOException {
        return Files.readAllLines(CRON).stream()
                .filter(line -> line.matches("[0-9*].*"))
                .toList();
    }

    private static List<String> values(String unit, String key) throws IOException {
        return lines(unit).stream()
                .filter(line -> line.startsWith(key + "="))
                .map(line -> line.substring(key.length() + 1))
                .toList();
    }

    private static List<String> lines(String unit) throws IOException {
        return Arrays.asList(Files.readString(SYSTEMD.resolve(unit)).split("\n"));
    }
}
