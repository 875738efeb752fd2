package dev.balancehistory.postgres;

import dev.balancehistory.support.CleanProcess;
import dev.balancehistory.support.Patience;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A real PgBouncer in front of the tests' server. Nothing is installed: it has to be on this machine. */
public final class PgBouncer implements AutoCloseable {
    /** The variable that names the program, if it is not on the path. */
    public static final String VARIABLE = "PGBOUNCER";

    private final Process process;
    private final int port;

    private PgBouncer(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Returns the program; null if this machine has none. */
    public static @Nullable Path program() {
        String named = System.getenv(VARIABLE);
        Stream<Path> places = named != null && !named.isEmpty()
                ? Stream.of(Path.of(named))
                : Stream.concat(Stream.of(System.getenv("PATH").split(":")), Stream.of("/usr/sbin"))
                        .map(folder -> Path.of(folder, "pgbouncer"));
        return places.filter(Files::isExecutable).findFirst().orElse(null);
    }

    /**
     * Starts one that hands out its connections in turn, so that a client gets another one for each transaction.
     *
     * @param folder where its configuration is
     * @param settings further settings, such as {@code pool_mode}
     */
    public static PgBouncer start(Path folder, TestDatabase database, Map<String, String> settings) throws IOException {
        int port = freePort();
        Map<String, String> all = new TreeMap<>(Map.of(
                "listen_addr", "127.0.0.1",
                "listen_port", String.valueOf(port),
                "unix_socket_dir", "",
                "auth_type", "any",
                "server_round_robin", "1",
                "default_pool_size", "6"));
        if ("root".equals(System.getProperty("user.name"))) {
            all.put("user", "nobody");
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        all.putAll(settings);
        List<String> lines =
                new ArrayList<>(List.of("[databases]", database.name() + " = " + database.connection(), "[pgbouncer]"));
        all.forEach((name, value) -> lines.add(name + " = " + value));
        Path configuration = Files.write(folder.resolve("pgbouncer.ini"), lines);
        Process process = CleanProcess.of(String.valueOf(program()), configuration.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("pgbouncer.log").toFile())
                .start();
        PgBouncer started = new PgBouncer(process, port);
        Patience.until("PgBouncer listens", started::listens, () -> Files.readString(folder.resolve("pgbouncer.log")));
        return started;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private boolean listens() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            if (!process.isAlive()) {
                throw new IllegalStateException("PgBouncer ends with " + process.exitValue(), e);
            }
            return false;
        }
    }

    /** Returns the address of a database behind it. */
    public String url(TestDatabase database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database.name();
    }

    @Override
    public void close() {
        process.destroy();
        Patience.untilEnd(process);
    }
}
