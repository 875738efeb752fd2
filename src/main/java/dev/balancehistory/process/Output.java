package dev.balancehistory.process;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** The target of an output: a stream, or a file that appears completely under its name or not at all. */
public final class Output {
    private static final int BUFFER = 1 << 16;

    private final @Nullable OutputStream stream;
    private final @Nullable Path file;
    private final boolean overwrite;

    private Output(@Nullable OutputStream stream, @Nullable Path file, boolean overwrite) {
        this.stream = stream;
        this.file = file;
        this.overwrite = overwrite;
    }

    /** The content to write. */
    @FunctionalInterface
    public interface Content<T> {
        /** Writes it, and returns its result. */
        T writeTo(OutputStream out) throws IOException;
    }

    /** Returns a stream as output, which stays open. */
    public static Output to(OutputStream stream) {
        return new Output(stream, null, true);
    }

    /**
     * Returns a file as output, compressed if its name ends in {@code .gz}.
     *
     * @throws Problem if it exists and must not be overwritten, or is a directory
     */
    public static Output to(Path file, boolean overwrite) {
        Output output = new Output(null, file, overwrite);
        if (Files.isDirectory(file)) {
            throw new Problem(Outcome.CANNOT_CREATE, file + " is a directory: name a file in it");
        }
        if (!overwrite && Files.isRegularFile(file)) {
            throw exists(file);
        }
        return output;
    }

    /**
     * Writes the content, and returns its result.
     *
     * @throws Problem if the output can't be created or written
     */
    public <T> T write(Content<T> content) {
        if (stream != null) {
            return into(stream, "the output", content);
        }
        Path target = Objects.requireNonNull(file);
        if (Files.exists(target) && !Files.isRegularFile(target)) {
            // A device or a pipe is written directly.
            try (OutputStream out = Files.newOutputStream(target, StandardOpenOption.WRITE)) {
                return into(out, target.toString(), content);
            } catch (IOException e) {
                throw new Problem(Outcome.CANNOT_WRITE, target + " can't be written: " + reason(e), e);
            }
        }
        return whole(target, content);
    }

    private <T> T whole(Path target, Content<T> content) {
        // Not the process id, which is the same in every container.
        Path part = target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID() + ".part");
        FileChannel channel = created(part, target);
        // For a process that is stopped meanwhile.
        part.toFile().deleteOnExit();
        try (channel) {
            T result = into(Channels.newOutputStream(channel), target.toString(), content);
            channel.force(true);
            AtomicFile.rename(part, target, overwrite);
            return result;
        } catch (FileAlreadyExistsException e) {
            throw exists(target);
        } catch (IOException e) {
            throw new Problem(Outcome.CANNOT_WRITE, target + " can't be written: " + reason(e), e);
        } finally {
            discard(part);
        }
    }

    private static FileChannel created(Path part, Path target) {
        try {
            return FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        } catch (FileAlreadyExistsException e) {
            throw new Problem(Outcome.CANNOT_CREATE, part + " is in the way: remove it", e);
        } catch (IOException e) {
            throw new Problem(Outcome.CANNOT_CREATE, target + " can't be created: " + reason(e), e);
        }
    }

    private static void discard(Path part) {
        try {
            Files.deleteIfExists(part);
        } catch (IOException e) {
            throw new Problem(Outcome.CANNOT_WRITE, part + " can't be removed: " + reason(e), e);
        }
    }

    private <T> T into(OutputStream out, String name, Content<T> content) {
        try {
            OutputStream buffer = new BufferedOutputStream(new Unclosed(out), BUFFER);
            boolean compressed = file != null && file.toString().endsWith(".gz");
            try (OutputStream last = compressed ? new GZIPOutputStream(buffer, BUFFER) : buffer) {
                return content.writeTo(last);
            }
        } catch (UncheckedIOException e) {
            // Of a library's writer.
            throw problem(name, Objects.requireNonNull(e.getCause()));
        } catch (IOException e) {
            throw problem(name, e);
        }
    }

    /**
     * Returns why an output can't be written.
     *
     * @param name the name of the output
     */
    public static Problem problem(String name, IOException e) {
        if (String.valueOf(e.getMessage()).contains("Broken pipe")) {
            return new Problem(Outcome.BROKEN_PIPE, name + " is closed: broken pipe", e);
        }
        return new Problem(Outcome.CANNOT_WRITE, name + " can't be written: " + reason(e), e);
    }

    private static Problem exists(Path file) {
        return new Problem(Outcome.CANNOT_CREATE, file + " exists: name another file, or use --overwrite");
    }

    private static String reason(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "there is no such directory";
        }
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (e instanceof FileSystemException system && system.getReason() != null) {
            return system.getReason();
        }
        return String.valueOf(e.getMessage());
    }

    /** Passes on everything except the close. */
    private static final class Unclosed extends FilterOutputStream {
        Unclosed(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }
}
