package dev.balancehistory.importing;

import dev.balancehistory.process.FileNames;
import dev.balancehistory.process.Outcome;
import dev.balancehistory.process.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The files of the user's paths.
 *
 * @param passedOver the number of skipped files of folders, whose names do not end as those of archives
 */
record ImportSources(List<ImportSource> all, long passedOver) {
    private static final Pattern ARCHIVE = Pattern.compile(".*\\.(json|ndjson|jsonl|csv)(\\.gz)?");

    /**
     * Returns the files, those of a folder in order of their names.
     *
     * @throws Problem if a path does not exist, or a folder has nothing to import
     */
    static ImportSources in(List<String> paths) {
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
                        files.stream().filter(ImportSources::isArchive).toList();
                if (archives.isEmpty()) {
                    throw new Problem(
                            Outcome.USAGE,
                            path
                                    + " has nothing to import: no file in it or below ends in .json, .ndjson, .jsonl or .csv"
                                    + " (or these and .gz); others: " + files.size());
                }
                archives.forEach(file -> sources.add(ImportSource.of(file)));
                passedOver += files.size() - archives.size();
            } else {
                sources.add(ImportSource.of(place));
            }
        }
        return new ImportSources(sources, passedOver);
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
}
