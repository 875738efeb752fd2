package dev.balancehistory.statement;

import dev.balancehistory.balance.Sha256;
import dev.balancehistory.process.Outcome;
import dev.balancehistory.process.Output;
import dev.balancehistory.process.Problem;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The files of a statement. Each appears whole under its name or not at all; the checksums come last. */
final class StatementFiles {
    private static final String HTML = ".html";

    private final Path folder;
    private final String name;
    private final boolean overwrite;
    private final Map<String, String> hashes = new LinkedHashMap<>();

    private StatementFiles(Path folder, String name, boolean overwrite) {
        this.folder = folder;
        this.name = name;
        this.overwrite = overwrite;
    }

    /**
     * Returns the files in or at a path.
     *
     * @param path a folder, or the page, whose name ends in {@code .html}
     * @throws Problem if it is neither
     */
    static StatementFiles of(Path path, Period period, boolean overwrite) {
        if (path.toString().isEmpty() || Files.isDirectory(path)) {
            return new StatementFiles(path, "statement-" + period.code(), overwrite);
        }
        String file = path.getFileName().toString();
        if (!file.endsWith(HTML)) {
            throw new Problem(
                    Outcome.CANNOT_CREATE,
                    path + " is not a directory: create it, or name a file that ends in " + HTML);
        }
        Path folder = path.getParent();
        if (folder != null && !Files.isDirectory(folder)) {
            throw new Problem(Outcome.CANNOT_CREATE, folder + " is not a directory: create it, or name another");
        }
        return new StatementFiles(path.resolveSibling(""), file.substring(0, file.length() - HTML.length()), overwrite);
    }

    /** Returns the name of the page. */
    String page() {
        return name + HTML;
    }

    /** Returns the names of the pages of accounts. They differ in more than case, which some file systems ignore. */
    List<String> pages(List<AccountHistory> accounts) {
        Set<String> taken = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        List<String> pages = new ArrayList<>();
        for (AccountHistory account : accounts) {
            String page = name + "." + account.name();
            pages.add(taken.add(page) ? page + HTML : page + "~" + (pages.size() + 1) + HTML);
        }
        return pages;
    }

    String csv() {
        return name + ".csv";
    }

    /** Checks that nothing is in the way, before the work. */
    void check() {
        Output.to(folder.resolve(page()), overwrite);
        Output.to(folder.resolve(csv()), overwrite);
        Output.to(folder.resolve(checksums()), overwrite);
    }

    private String checksums() {
        return name + ".sha256";
    }

    /** Writes a file, and returns the result of its content. */
    <T> T write(String file, Output.Content<T> content) {
        MessageDigest digest = Sha256.digest();
        T result = put(file, out -> content.writeTo(new DigestOutputStream(out, digest)));
        hashes.put(file, HexFormat.of().formatHex(digest.digest()));
        return result;
    }

    /** Writes a file with this content. */
    void write(String file, byte[] content) {
        write(file, out -> {
            out.write(content);
            return content.length;
        });
    }

    /** Writes the checksums of all files, as {@code sha256sum} reads them. */
    void writeChecksums() {
        StringBuilder lines = new StringBuilder();
        hashes.forEach(
                (file, hash) -> lines.append(hash).append("  ").append(file).append('\n'));
        put(checksums(), out -> {
            out.write(lines.toString().getBytes(StandardCharsets.UTF_8));
            return lines.length();
        });
    }

    private <T> T put(String file, Output.Content<T> content) {
        return Output.to(folder.resolve(file), overwrite).write(content);
    }

    /** Returns the path of a file. */
    Path path(String file) {
        return folder.resolve(file);
    }

    /** Returns the SHA-256 of a written file. */
    String hash(String file) {
        return hashes.getOrDefault(file, "");
    }
}
