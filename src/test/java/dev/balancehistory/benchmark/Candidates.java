package dev.balancehistory.benchmark;

import dev.balancehistory.release.Train;
import dev.balancehistory.support.CleanProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.util.FileSystemUtils;

/** The measured processes: the released program, and others with the same task. */
final class Candidates implements AutoCloseable {
    private static final String RECORD_PEER = "`peer.sh`";
    /** A slot with a snapshot is not fetched again: this run lacks only the request and the writing. */
    private static final String TAKEN = "--slot=2026-01-01T00:00:00Z";

    /** The program's commands that have a script beside them. A command that the program does not have is left out. */
    private static final List<Report> REPORTS =
            List.of(new Report("export latest", "peer-export.sh"), new Report("status", "peer-status.sh"));

    private final Path launcher =
            Path.of("target/balance-history/bin/balance-history").toAbsolutePath();
    private final Path jar = Path.of("target/balance-history.jar").toAbsolutePath();
    private final Path scripts = Path.of("src/test/benchmark").toAbsolutePath();
    private final Path naive = Path.of("target/naive/naive.jar").toAbsolutePath();
    private final String java =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();
    private final Servers servers;
    private final Path archives;

    private record Report(String command, String script) {}

    Candidates(Servers servers) throws IOException {
        this.servers = servers;
        this.archives = Files.createTempDirectory("archives");
    }

    /** Builds what is missing, makes the tables and a snapshot, and archives for this Java, apart from the release's own. */
    void prepare() throws Exception {
        if (!Files.exists(launcher)) {
            throw new IllegalStateException("there is no release folder yet: ./mvnw -q verify -DskipTests");
        }
        if (!Files.exists(naive)) {
            int code = new ProcessBuilder("./mvnw", "-q", "-f", "src/test/benchmark/naive/pom.xml", "package")
                    .inheritIO()
                    .start()
                    .waitFor();
            System.err.println(code == 0 ? "built naive.jar" : "naive.jar can't be built: left out");
        }
        Path printed = Files.createTempDirectory("prepare").resolve("printed");
        Candidate first = program("record", null);
        first.await(first.start(printed), printed);
        Train.into(launcher.getParent().getParent(), archives);
        Files.delete(printed);
        Files.delete(printed.getParent());
    }

    /** Returns the ways to take a snapshot. */
    List<Candidate> records() {
        List<Candidate> all = new ArrayList<>();
        all.add(script("peer.sh"));
        all.add(program("record", RECORD_PEER));
        all.add(new Candidate(
                "`java -jar balance-history.jar record`, no flags, no archive",
                RECORD_PEER,
                List.of(java, "-jar", jar.toString(), "record"),
                servers.environment(Servers.PRODUCT)));
        if (Files.exists(naive)) {
            all.add(new Candidate(
                    "`naive`: Spring Boot, Batch and Flyway, auto-configured",
                    RECORD_PEER,
                    List.of(java, "-jar", naive.toString()),
                    servers.environment(Servers.NAIVE)));
        }
        return all;
    }

    /** Returns the same over https, with a database that requires a password. */
    List<Candidate> secureRecords() {
        Candidate peer = new Candidate(
                "`peer.sh`, https and SCRAM",
                null,
                List.of(scripts.resolve("peer.sh").toString()),
                servers.secureEnvironment(Servers.SCRIPT));
        return List.of(
                peer,
                new Candidate(
                        "`balance-history record`, https and SCRAM",
                        peer.name(),
                        List.of(launcher.toString(), "record"),
                        withArchives(servers.secureEnvironment(Servers.PRODUCT))));
    }

    /** Returns the reports that the program has, each after its script. */
    List<Candidate> reports() throws IOException, InterruptedException {
        String help = help();
        List<Candidate> all = new ArrayList<>();
        for (Report report : REPORTS) {
            if (help.contains("\n  " + report.command().split(" ", 2)[0] + " ")) {
                Candidate peer = script(report.script());
                all.add(peer);
                all.add(program(report.command(), peer.name()));
            } else {
                System.out.println("Skipped: this version has no command '" + report.command() + "'.");
            }
        }
        return all;
    }

    /** Returns processes of which each does what the one before does, and more. */
    List<Candidate> steps() {
        String classes = Path.of(Hello.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .getPath())
                .toString();
        Candidate hello = new Candidate(
                "a JVM that prints hello",
                null,
                List.of(
                        java,
                        "-Xshare:auto",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        classes,
                        Hello.class.getName()),
                Map.of());
        return List.of(
                hello, program("--version", null), program("record " + TAKEN, null), program("record", RECORD_PEER));
    }

    private Candidate script(String name) {
        return new Candidate(
                "`" + name + "`", null, List.of(scripts.resolve(name).toString()), servers.environment(Servers.SCRIPT));
    }

    private Candidate program(String command, String peer) {
        List<String> line = new ArrayList<>(List.of(launcher.toString()));
        line.addAll(List.of(command.split(" ")));
        return new Candidate(
                "`balance-history " + command + "`", peer, line, withArchives(servers.environment(Servers.PRODUCT)));
    }

    private Map<String, String> withArchives(Map<String, String> environment) {
        environment.put("BALANCE_HISTORY_ARCHIVES", archives.toString());
        return environment;
    }

    private String help() throws IOException, InterruptedException {
        ProcessBuilder builder = CleanProcess.of(launcher.toString(), "--help").redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process process = builder.start();
        String help = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return help;
    }

    @Override
    public void close() throws IOException {
        FileSystemUtils.deleteRecursively(archives);
    }
}
