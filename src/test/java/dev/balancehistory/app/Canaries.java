package dev.balancehistory.app;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** Secrets, to be looked for in all that the program writes, whatever form they may have taken there. */
public final class Canaries {
    private final Set<String> forms = new LinkedHashSet<>();

    private Canaries() {}

    public static Canaries of(Collection<String> secrets) {
        Canaries canaries = new Canaries();
        secrets.forEach(canaries::add);
        return canaries;
    }

    private void add(String secret) {
        byte[] bytes = secret.getBytes(UTF_8);
        String hex = HexFormat.of().formatHex(bytes);
        forms.addAll(List.of(latin(bytes), hex, HexFormat.of().withUpperCase().formatHex(bytes)));
        forms.addAll(List.of(latin(secret.getBytes(UTF_16LE)), latin(secret.getBytes(UTF_16BE))));
        // The forms in a query, and those in a path.
        forms.addAll(List.of(
                URLEncoder.encode(secret, UTF_8),
                URLEncoder.encode(secret, UTF_8).replace("+", "%20"),
                "%" + HexFormat.ofDelimiter("%").formatHex(bytes)));
        forms.add(secret.replace("\\", "\\\\").replace("\"", "\\\""));
        for (int offset = 0; offset < 3; offset++) {
            String base64 = base64(bytes, offset);
            forms.addAll(List.of(base64, base64.replace('+', '-').replace('/', '_')));
        }
    }

    private static String latin(byte[] bytes) {
        return new String(bytes, ISO_8859_1);
    }

    /** Within a longer text that is encoded: only those of its characters that depend on nothing else. */
    private static String base64(byte[] bytes, int offset) {
        byte[] moved = new byte[offset + bytes.length];
        System.arraycopy(bytes, 0, moved, offset, bytes.length);
        return Base64.getEncoder().encodeToString(moved).substring((8 * offset + 5) / 6, 8 * moved.length / 6);
    }

    /** Returns where they are, a line each, which does not repeat them. */
    public List<String> in(String where, String content) {
        return found(where, latin(content.getBytes(UTF_8)));
    }

    private List<String> found(String where, String content) {
        List<String> found = new ArrayList<>();
        for (String form : forms) {
            int at = content.indexOf(form);
            if (at >= 0) {
                found.add("a secret is in " + where + ", at " + at + ", behind "
                        + content.substring(Math.max(0, at - 40), at).replaceAll("[^ -~]", "."));
            }
        }
        return found;
    }

    /** The same for all files in a folder, and for what is compressed in them. */
    public List<String> inFiles(Path folder) throws IOException {
        List<String> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                found.addAll(found(file.toString(), latin(Files.readAllBytes(file))));
                if (file.toString().endsWith(".gz")) {
                    try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
                        found.addAll(found(file.toString(), latin(in.readAllBytes())));
                    }
                }
                found.addAll(in("the name of " + file, file.toString()));
            }
        }
        return found;
    }
}
