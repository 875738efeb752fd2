package dev.balancehistory.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.balancehistory.support.CleanProcess;
import dev.balancehistory.support.Patience;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The recipes of {@code docs/messages.md} run, with a receiver on this machine, or a program that records its input. */
class MessagesPageTest {
    private static final Pattern RECIPE = Pattern.compile("(?s)### (\\w+)\n\n```sh\n(.*?)```");
    private static final String MESSAGE = "doctor --notify is ok: a test message";

    @TempDir
    private Path folder;

    private PingReceiver receiver;
    private Workbench bench;

    @BeforeEach
    void open() throws IOException {
        receiver = new PingReceiver();
        bench = new Workbench();
    }

    @AfterEach
    void close() {
        receiver.close();
        bench.close();
    }

    @Test
    void eachRecipeIsTested() throws IOException {
        assertThat(recipes()).containsOnlyKeys("Mail", "ntfy", "Slack", "Telegram", "Apprise");
    }

    @Test
    void mailIsSentBySendmail() throws Exception {
        Path taken = program("sendmail");

        runs("Mail");

        assertThat(Files.readString(taken))
                .startsWith("root\nSubject: Balance history: test on ")
                .contains("\nTo: root\n\n" + MESSAGE + "\n");
    }

    @Test
    void ntfyReceivesTheMessage() throws Exception {
        requires("curl");

        runs("ntfy");

        assertThat(receiver.received()).singleElement().satisfies(received -> {
            assertThat(received.line()).isEqualTo("POST /TOPIC");
            assertThat(received.body()).isEqualTo(MESSAGE);
        });
    }

    @Test
    void slackReceivesItsJson() throws Exception {
        requires("curl");
        requires("jq");

        runs("Slack");

        assertThat(receiver.received()).singleElement().satisfies(received -> {
            assertThat(received.line()).isEqualTo("POST /services/T000/B000/TOKEN");
            assertThat(received.type()).isEqualTo("application/json");
            assertThat(received.body()).isEqualTo("{\"text\":\"" + MESSAGE + "\"}");
        });
    }

    @Test
    void telegramReceivesItsForm() throws Exception {
        requires("curl");

        runs("Telegram");

        assertThat(receiver.received()).singleElement().satisfies(received -> {
            assertThat(received.line()).isEqualTo("POST /botTOKEN/sendMessage");
            assertThat(URLDecoder.decode(received.body(), StandardCharsets.UTF_8))
                    .isEqualTo("chat_id=CHAT&text=" + MESSAGE);
        });
    }

    @Test
    void appriseReceivesItsArguments() throws Exception {
        Path taken = program("apprise");

        runs("Apprise");

        assertThat(Files.readString(taken))
                .startsWith("--title\nBalance history: test\n--body\n" + MESSAGE + "\n--config\n");
    }

    /** Runs a recipe as the page states, with the receiver in place of other machines. */
    private void runs(String name) throws IOException {
        Path recipe = Files.writeString(
                folder.resolve("notify"), recipes().get(name).replaceAll("https://[a-z.]+", receiver.url()));

        Workbench.Ended doctor = bench.run(
                "doctor", "--notify", "--recorder.notify.command=PATH='" + folder + "':\"$PATH\" /bin/sh " + recipe);

        assertThat(doctor.out()).contains("ok    notification: the command ended with exit code 0");
    }

    /** Puts a program on the path that writes its arguments and its input into the returned file. */
    private Path program(String name) throws IOException {
        Path taken = folder.resolve("taken");
        Path program = folder.resolve(name);
        Files.writeString(
                program, "#!/bin/sh\nprintf '%s\\n' \"$@\" > '" + taken + "'\ncat >> '" + taken + "' </dev/stdin\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
        return taken;
    }

    private static void requires(String program) throws IOException {
        boolean found = Patience.untilEnd(CleanProcess.of("/bin/sh", "-c", "command -v " + program)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start())
                == 0;
        if (!found) {
            System.err.println("NOT TESTED: a recipe of docs/messages.md, for lack of " + program);
        }
        assumeTrue(found, program);
    }

    private static Map<String, String> recipes() throws IOException {
        Map<String, String> recipes = new TreeMap<>();
        for (MatchResult recipe : RECIPE.matcher(Files.readString(Path.of("docs/messages.md")))
                .results()
                .toList()) {
            recipes.put(recipe.group(1), recipe.group(2));
        }
        return recipes;
    }
}
