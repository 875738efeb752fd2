package dev.balancehistory.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.balancehistory.process.Problem;
import dev.balancehistory.support.Patience;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command of a notification: its facts, its limits, and what it does not receive. */
class NotifyCommandTest {
    @TempDir
    private Path folder;

    private static Notification notification(String summary, List<String> failed) {
        Event event = new Event(
                UUID.randomUUID(),
                "record",
                69,
                Instant.parse("2026-10-01T00:00:00.5Z"),
                Duration.ZERO,
                summary,
                failed);
        return new Notification(event, "failed", "ok");
    }

    private static String send(String line) {
        return send(line, notification("no network", List.of("main")));
    }

    private static String send(String line, Notification notification) {
        return new NotifyCommand(line, Patience.LIMIT).send(notification);
    }

    @Test
    void theCommandReceivesTheFactsInItsEnvironmentAndOnItsInput() {
        assertThat(send("env | grep ^BALANCE_HISTORY_ | sort; cat"))
                .isEqualTo("BALANCE_HISTORY_ACCOUNTS=main; BALANCE_HISTORY_COMMAND=record;"
                        + " BALANCE_HISTORY_EXIT_CODE=69;"
                        + " BALANCE_HISTORY_MESSAGE=record failed with exit code 69: no network;"
                        + " BALANCE_HISTORY_PREVIOUS=ok; BALANCE_HISTORY_TIME=2026-10-01T00:00:00Z;"
                        + " BALANCE_HISTORY_VERDICT=failed; {\"command\":\"record\",\"verdict\":\"failed\","
                        + "\"previous\":\"ok\",\"exitCode\":69,\"accounts\":[\"main\"],"
                        + "\"message\":\"record failed with exit code 69: no network\","
                        + "\"time\":\"2026-10-01T00:00:00Z\"}");
    }

    @Test
    void aTextFromOutsideIsNoCode() {
        String text = "$(touch hacked) `touch hacked` \"; touch hacked; ' \u001b[31m\n--option";

        String output = send(
                "cd '" + folder + "'; echo \"$BALANCE_HISTORY_MESSAGE\"",
                notification(text, List.of("$(touch hacked)")));

        assertThat(output)
                .isEqualTo("record failed with exit code 69: $(touch hacked) `touch hacked` \"; touch hacked; ' ?[31m;"
                        + " --option");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void manyAccountsAndALongTextFitIntoTheEnvironment() {
        List<String> accounts =
                IntStream.range(0, 10_000).mapToObj(i -> "account-" + i).toList();

        assertThat(send("cat | wc -l", notification("x".repeat(1_000_000), accounts)))
                .isEqualTo("1");
    }

    @Test
    @Tag("S5")
    void aCommandThatTakesTooLongIsKilledWithItsChildren() throws Exception {
        Path id = folder.resolve("id");
        NotifyCommand command = new NotifyCommand(
                "echo waiting; sleep 100000 & echo $! > '" + id + ".new'; mv '" + id + ".new' '" + id + "'; wait",
                Duration.ofSeconds(2));

        assertThatThrownBy(() -> command.send(notification("", List.of())))
                .isInstanceOf(Problem.class)
                .hasMessageStartingWith("recorder.notify.command was killed after 2 s");

        if (Files.exists(id)) {
            long child = Long.parseLong(Files.readString(id).strip());
            Patience.until(
                    "the child is killed",
                    () -> ProcessHandle.of(child)
                            .map(process -> !process.isAlive())
                            .orElse(true));
        }
    }

    @Test
    void aFailureNamesTheCodeAndTheOutputAndNotTheCommand() {
        assertThatThrownBy(() -> send("echo no such topic >&2; exit 22; CANARY"))
                .hasMessage("recorder.notify.command ended with exit code 22: no such topic")
                .hasNoCause();
        assertThat(new NotifyCommand("CANARY", Duration.ZERO).toString()).doesNotContain("CANARY");
    }

    @Test
    void muchOutputAndAnUnreadInputDoNotBlockTheCommand() {
        assertThat(send("head -c 1000000 /dev/zero | tr '\\0' x"))
                .startsWith("xxx")
                .endsWith("…");
    }

    @Test
    void aProcessThatTheCommandLeavesBehindDoesNotBlockTheRun() {
        Path id = folder.resolve("id");

        send("sleep 100000 & echo $! > '" + id + "'");

        assertThat(id).isRegularFile();
        ProcessHandle.of(Long.parseLong(content(id).strip())).ifPresent(ProcessHandle::destroyForcibly);
    }

    private static String content(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    @Tag("I9")
    void theEnvironmentLacksThisProgramsSettings() {
        Map<String, String> environment = new TreeMap<>(Map.of(
                "RECORDER_ACCOUNTS_MAIN_APISECRET", "a",
                "recorder.ping.url", "b",
                "Spring_DataSource_Password", "c",
                "JAVA_TOOL_OPTIONS", "-Drecorder.accounts.main.api-key=d",
                "PGPASSWORD", "e",
                "BALANCE_HISTORY_VERDICT", "f",
                "NTFY_TOKEN", "g",
                "PATH", "h"));

        NotifyCommand.withoutSecrets(environment);

        assertThat(environment).containsOnlyKeys("NTFY_TOKEN", "PATH");
    }
}
