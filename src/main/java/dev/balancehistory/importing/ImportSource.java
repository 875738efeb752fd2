package dev.balancehistory.importing;

import dev.balancehistory.process.Outcome;
import dev.balancehistory.process.Problem;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where answers are read from.
 *
 * @param name as the user gave it
 * @param file null for standard input
 * @param size in bytes, as stored; 0 if not known
 */
record ImportSource(String name, @Nullable Path file, long size) {
    private static final Pattern ARCHIVE = Pattern.compile(".*\\.(json|ndjson|jsonl|csv)(\\.gz)?");
    private static final int GZIP_MAGIC = 0x8b1f;

    /**
     * What the user's paths stand for.
     *
     * @param passedOver how many files of the folders are not named as archives are
     */
    record Found(List<ImportSource> sources, long passedOver) {}

    /**
     * Returns the files, those of a folder in order of their names.
     *
     * @throws Problem if a path is none, or a folder with nothing to import
     */
    static Found in(List<String> paths) {
        List<ImportSource> sources = new ArrayList<>();
        long passedOver = 0;
        for (String path : paths) {
            if (path.equals(ImportRequest.STANDARD_INPUT)) {
                sources.add(new ImportSource("standard input", null, 0));
                continue;
            }
            Path place = Path.of(path);
            if (!Files.exists(place)) {
                throw new Problem(Outcome.USAGE, path + ": there is no such file or folder");
            }
            if (Files.isDirectory(place)) {
                List<Path> files = files(place);
                List<Path> archives =
                        files.stream().filter(ImportSource::isArchive).toList();
                if (archives.isEmpty()) {
                    throw new Problem(
                            Outcome.USAGE,
                            path
                                    + " has nothing to import: no file in it or below ends in .json, .ndjson, .jsonl or .csv"
                                    + " (or these and .gz); others: " + files.size());
                }
                archives.forEach(file -> sources.add(of(file)));
                passedOver += files.size() - archives.size();
            } else {
                sources.add(of(place));
            }
        }
        return new Found(sources, passedOver);
    }

    private static List<Path> files(Path folder) {
        try (Stream<Path> all = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
            // A link to nothing is told when it is opened.
            return all.filter(file -> Files.isRegularFile(file) || Files.notExists(file))
                    .sorted()
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            if (e.getCause() instanceof FileSystemLoopException loop) {
                throw new Problem(Outcome.USAGE, loop.getFile() + " is a link back to a folder that it is in", e);
            }
            throw new Problem(Outcome.USAGE, folder + " can't be listed: " + e.getMessage(), e);
        }
    }

    private static boolean isArchive(Path file) {
        return ARCHIVE.matcher(String.valueOf(file.getFileName())).matches();
    }

    private static ImportSource of(Path file) {
        try {
            return new ImportSource(file.toString(), file, Files.isRegularFile(file) ? Files.size(file) : 0);
        } catch (IOException e) {
            throw new Problem(Outcome.USAGE, file + " can't be read: " + e.getMessage(), e);
        }
    }

    /**
     * Opens it; what is compressed is read as what it was.
     *
     * @param stdin to read where there is no file
     * @param read hears how many of the stored bytes were read, as they are
     */
    InputStream open(InputStream stdin, LongConsumer read) throws IOException {
        InputStream stored = file == null ? stdin : Files.newInputStream(file);
        try {
            BufferedInputStream in = new BufferedInputStream(new Counted(stored, read), 64 << 10);
            in.mark(2);
            int magic = in.read() | in.read() << 8;
            in.reset();
            return magic == GZIP_MAGIC ? CompressedFiles.in(in) : in;
        } catch (IOException e) {
            stored.close();
            throw e;
        }
    }

    private static final class Counted extends FilterInputStream {
        private final LongConsumer read;

        Counted(InputStream in, LongConsumer read) {
            super(in);
            this.read = read;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int count = super.read(bytes, offset, length);
            read.accept(Math.max(0, count));
            return count;
        }

        /** Never 0: where a pipe has nothing yet, {@link CompressedFiles} would take the end of one file for the end of all. */
        @Override
        public int available() throws IOException {
            return Math.max(1, super.available());
        }
    }
}
