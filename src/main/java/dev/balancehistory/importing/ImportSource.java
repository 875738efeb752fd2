package dev.balancehistory.importing;

import dev.balancehistory.process.FileNames;
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
 * A file or stream of archived responses.
 *
 * @param name the path or name for messages
 * @param file the file; null for standard input
 * @param size the stored size in bytes; 0 if unknown
 */
record ImportSource(String name, @Nullable Path file, long size) {
    private static final Pattern ARCHIVE = Pattern.compile(".*\\.(json|ndjson|jsonl|csv)(\\.gz)?");
    private static final int GZIP_MAGIC = 0x8b1f;

    /**
     * The files of the user's paths.
     *
     * @param passedOver the number of skipped files of folders, whose names do not end as those of archives
     */
    record Found(List<ImportSource> sources, long passedOver) {}

    /**
     * Returns the files, those of a folder in order of their names.
     *
     * @throws Problem if a path does not exist, or a folder has nothing to import
     */
    static Found in(List<String> paths) {
        List<ImportSource> sources = new ArrayList<>();
        long passedOver = 0;
        for (String path : paths) {
            if (path.equals(ImportRequest.STANDARD_INPUT)) {
                sources.add(new ImportSource("standard input", null, 0));
                continue;
            }
            Path place = FileNames.path("the name of a file", path);
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
            // A broken link is reported when it is opened.
            return all.filter(file -> Files.isRegularFile(file) || Files.notExists(file))
                    .sorted()
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            if (e.getCause() instanceof FileSystemLoopException loop) {
                throw new Problem(
                        Outcome.USAGE,
                        loop.getFile()
                                + " is a link back to a folder that contains it: remove the link, or name the files",
                        e);
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
     * Opens the source, and decompresses it if it is compressed.
     *
     * @param stdin the stream to read if there is no file
     * @param read receives the number of stored bytes read
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

        /**
         * Returns at least 1: for an empty pipe, {@link CompressedFiles} would take the end of one file for the end of
         * all.
         */
        @Override
        public int available() throws IOException {
            return Math.max(1, super.available());
        }
    }
}
