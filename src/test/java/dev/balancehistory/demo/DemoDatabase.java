package dev.balancehistory.demo;

import dev.balancehistory.postgres.Embedded;
import dev.balancehistory.process.Outcome;
import dev.balancehistory.process.Problem;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/** The PostgreSQL of the demo. It keeps its data, which one demo uses at a time. */
final class DemoDatabase implements AutoCloseable {
    private static final long SECONDS_TO_END = 60;

    private final FileChannel lock;
    private final EmbeddedPostgres postgres;

    private DemoDatabase(FileChannel lock, EmbeddedPostgres postgres) {
        this.lock = lock;
        this.postgres = postgres;
    }

    /**
     * Starts it, after that of a demo that was killed has ended.
     *
     * @param data the folder of its data
     * @throws Problem if another demo uses the data
     */
    static DemoDatabase start(Path data) throws IOException {
        Files.createDirectories(data);
        FileChannel lock = lock(data.resolveSibling(data.getFileName() + ".pid"));
        leftOver(data).ifPresent(DemoDatabase::end);
        // Unlike a test's, this one is to survive a power cut.
        return new DemoDatabase(
                lock,
                Embedded.durable()
                        .setDataDirectory(data)
                        .setCleanDataDirectory(false)
                        .start());
    }

    int port() {
        return postgres.getPort();
    }

    /** Locks a byte behind the content, so that others can read that on every platform. */
    private static FileChannel lock(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (channel.tryLock(Long.MAX_VALUE - 1, 1, false) == null) {
            channel.close();
            throw new Problem(
                    Outcome.TEMPORARY_FAILURE,
                    "The demo runs already in another terminal, as process " + Files.readString(file)
                            + ": end it there with Ctrl-C.");
        }
        channel.truncate(0);
        String pid = Long.toString(ProcessHandle.current().pid());
        channel.write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.US_ASCII)));
        return channel;
    }

    /** Returns the server that runs on this data; empty if the process of the pid file has ended or is another. */
    private static Optional<ProcessHandle> leftOver(Path data) throws IOException {
        Path file = data.resolve("postmaster.pid");
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        String pid = Files.readAllLines(file).get(0).strip();
        return ProcessHandle.of(Long.parseLong(pid))
                .filter(process -> String.join(" ", process.info().arguments().orElse(new String[0]))
                        .contains(data.toString()));
    }

    private static void end(ProcessHandle server) {
        System.out.println("Ends the PostgreSQL of a demo that was killed (process " + server.pid() + ").");
        server.destroy();
        try {
            server.onExit().orTimeout(SECONDS_TO_END, TimeUnit.SECONDS).join();
        } catch (CompletionException e) {
            throw new Problem(
                    Outcome.TEMPORARY_FAILURE,
                    "The PostgreSQL of an earlier demo, process " + server.pid()
                            + ", does not end: close each psql that uses it, or kill it.",
                    e);
        }
    }

    @Override
    public void close() throws IOException {
        try (lock) {
            postgres.close();
        }
    }
}
