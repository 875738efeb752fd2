package dev.balancehistory.release;

import static org.assertj.core.api.Assertions.assertThat;

import dev.balancehistory.support.CleanProcess;
import dev.balancehistory.support.Patience;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;

/** {@code .ci/run} itself, with a build and a container engine that only write down that they were called. */
class CiTest {
    private static final List<String> TOOLS =
            List.of("bash", "cat", "dirname", "env", "grep", "mktemp", "rm", "sleep", "tee");

    private static final Pattern ASKS_A_DATABASE =
            Pattern.compile("\\b(TestDatabase|Workbench|TestHistory|ReportHistory|Trial)\\b[ .]");

    @TempDir
    private Path folder;

    private Path calls;
    private Path tools;

    @BeforeEach
    void prepare() throws IOException {
        calls = Files.createFile(folder.resolve("calls"));
        FileSystemUtils.copyRecursively(Path.of(".ci"), folder.resolve("main/.ci"));
        Path run = folder.resolve("main/.ci/run");
        Files.setPosixFilePermissions(run, PosixFilePermissions.fromString("rwxr-xr-x"));
        // The one that is for the container hangs.
        script("main/mvnw", "case $* in *-Dtest=*) echo \"hangs $$\" >>" + calls + "; exec sleep 600 ;; esac");
        script("shared/docker-engine.sh", "echo \"engine $1\" >>" + calls);
        tools = Files.createDirectory(folder.resolve("tools"));
        for (String tool : TOOLS) {
            Files.createSymbolicLink(tools.resolve(tool), where(tool));
        }
        script("tools/docker", "");
    }

    @Test
    void toldToEndItEndsWhatItStartedAndTakesItsEngineDown() throws Exception {
        script("tools/kubectl", "");
        script("tools/systemd-analyze", "");
        Process run = start();
        Patience.until(
                "it hangs", () -> !run.isAlive() || Files.readString(calls).contains("hangs "), this::said);
        assertThat(run.isAlive()).as(said()).isTrue();
        String hanging = Files.readAllLines(calls).stream()
                .filter(line -> line.startsWith("hangs "))
                .collect(Collectors.joining());

        // To this process alone.
        run.destroy();

        assertThat(Patience.untilEnd(run)).as(said()).isEqualTo(143);
        assertThat(Files.readAllLines(calls)).startsWith("engine up").endsWith("engine down");
        ProcessHandle.of(Long.parseLong(hanging.substring("hangs ".length())))
                .ifPresent(left -> left.onExit().join());
    }

    @Test
    void onTheProjectsOwnMachinesNothingIsLeftOut() throws Exception {
        for (String missing : List.of("systemd-analyze", "kubectl")) {
            script("tools/" + (missing.equals("kubectl") ? "systemd-analyze" : "kubectl"), "");
            Files.deleteIfExists(tools.resolve(missing));

            Process run = start();

            assertThat(Patience.untilEnd(run)).as(said()).isEqualTo(1);
            assertThat(said()).contains("FAILED: no " + missing);
        }
        assertThat(calls).isEmptyFile();
    }

    /** A test that asks a database meets a container too, or the page for contributors names it. */
    @Test
    void whatDoesNotMeetAContainerIsNamed() throws IOException {
        String page = Files.readString(Path.of("CONTRIBUTING.md"));
        List<String> selection = Pattern.compile("(?m)^ +(?:local )?tests\\+?='(.*)'$")
                .matcher(Files.readString(Path.of(".ci/containers.sh")))
                .results()
                .flatMap(line -> Stream.of(line.group(1).split(",")))
                .filter(one -> !one.isEmpty())
                .toList();
        assertThat(selection).hasSizeGreaterThan(4);
        assertThat(page)
                .contains(selection.stream()
                        .map(one -> "`" + one.replace("!", "") + "`")
                        .toList());
        for (Path test : testsOfADatabase()) {
            String name = test.getFileName().toString().replace(".java", "");
            String folders = "**/" + test.getParent().getFileName() + "/*Test";
            if (selection.contains("!" + name) || !selection.contains(folders)) {
                assertThat(page).as(name).contains("`" + name + "`");
            }
        }
    }

    private static List<Path> testsOfADatabase() throws IOException {
        List<Path> tests = new ArrayList<>();
        try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith("Test.java")).toList()) {
                if (ASKS_A_DATABASE.matcher(Files.readString(file)).find()) {
                    tests.add(file);
                }
            }
        }
        assertThat(tests).hasSizeGreaterThan(40);
        return tests;
    }

    private Process start() throws IOException {
        ProcessBuilder process = CleanProcess.of(folder.resolve("main/.ci/run").toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("said").toFile());
        process.environment().put("PATH", tools.toString());
        return process.start();
    }

    private String said() throws IOException {
        return Files.readString(folder.resolve("said"));
    }

    private static Path where(String tool) {
        return List.of("/usr/bin", "/bin").stream()
                .map(place -> Path.of(place, tool))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow();
    }

    private void script(String name, String text) throws IOException {
        Path script = folder.resolve(name);
        Files.createDirectories(script.getParent());
        Files.writeString(script, "#!/usr/bin/env bash\n" + text + "\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
