package dev.balancehistory.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.balancehistory.support.CleanProcess;
import dev.balancehistory.support.Patience;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A demo that stays, and what others do meanwhile and after it was killed. */
class DemoIT {
    @TempDir
    private Path folder;

    private Process stays;

    /** How a process ended. */
    private record Ended(int code, String out, String err) {}

    @BeforeEach
    void start() throws IOException {
        stays = demo("stays", "--stay");
        Patience.until(
                "the demo stays",
                () -> read("stays.out").contains("until Ctrl-C"),
                () -> read("stays.out") + read("stays.err"));
    }

    /** Also ends the server, where a test has failed and left it. */
    @AfterEach
    void end() throws IOException {
        stays.destroy();
        Patience.untilEnd(stays);
        Path pid = folder.resolve(".demo/postgres/postmaster.pid");
        if (Files.exists(pid)) {
            ProcessHandle.of(Long.parseLong(Files.readAllLines(pid).get(0).strip()))
                    .ifPresent(server -> {
                        server.destroy();
                        server.onExit().join();
                    });
        }
    }

    @Test
    void theCommandForAnotherTerminalWorks() throws IOException {
        String command = read("stays.out")
                .lines()
                .filter(line -> line.endsWith(" record"))
                .findFirst()
                .orElseThrow();

        Ended run = ended(started("command", CleanProcess.of("/bin/sh", "-c", command)), "command");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).contains("demo  ").contains("\nRun 2: 1 of 1 accounts recorded in ");
    }

    @Test
    void aSecondDemoReportsTheFirst() throws IOException {
        Ended second = ended(demo("second"), "second");

        assertThat(second.code()).isEqualTo(75);
        assertThat(second.err())
                .isEqualTo("demo: The demo runs already in another terminal, as process " + stays.pid()
                        + ": end it there with Ctrl-C.\n");
    }

    @Test
    void aDemoEndsTheServerOfOneThatWasKilled() throws IOException {
        stays.destroyForcibly().onExit().join();

        Ended next = ended(demo("next"), "next");

        assertThat(next.code()).as(next.err()).isZero();
        assertThat(next.out())
                .contains("Ends the PostgreSQL of a demo that was killed")
                .contains("\nRun 2: 1 of 1 accounts recorded in ");
        assertThat(next.err()).isEmpty();
    }

    private Process demo(String name, String... arguments) throws IOException {
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Demo.class.getName()));
        line.addAll(List.of(arguments));
        return started(name, CleanProcess.of(line));
    }

    private Process started(String name, ProcessBuilder process) throws IOException {
        return process.directory(folder.toFile())
                .redirectOutput(folder.resolve(name + ".out").toFile())
                .redirectError(folder.resolve(name + ".err").toFile())
                .start();
    }

    private Ended ended(Process process, String name) throws IOException {
        int code = Patience.untilEnd(process, () -> read(name + ".err"));
        return new Ended(code, read(name + ".out"), read(name + ".err"));
    }

    private String read(String file) throws IOException {
        return Files.readString(folder.resolve(file));
    }
}
