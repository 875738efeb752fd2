package dev.balancehistory.exchange.contract;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The sample bodies of an adapter: files beside its test. */
final class Sample {
    private final Class<?> place;

    Sample(Class<?> place) {
        this.place = place;
    }

    /** Returns a file's bytes without a line break at its end, or null if there is no such file. */
    byte @Nullable [] optional(String name) {
        try (InputStream in = place.getResourceAsStream(name)) {
            if (in == null) {
                return null;
            }
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return text.stripTrailing().getBytes(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    byte[] file(String name) {
        byte[] bytes = optional(name);
        if (bytes == null) {
            throw new AssertionError("there is no file " + name + " beside " + place);
        }
        return bytes;
    }

    String text(String name) {
        return new String(file(name), StandardCharsets.UTF_8);
    }

    /** Returns the bodies of a wallet: {@code spot.json}, or {@code spot-1.json}, {@code spot-2.json} and so on. */
    List<byte[]> pages(String wallet) {
        byte[] only = optional(wallet + ".json");
        if (only != null) {
            return List.of(only);
        }
        List<byte[]> pages = new ArrayList<>();
        pages.add(file(wallet + "-1.json"));
        for (byte[] page = optional(wallet + "-2.json"); page != null; page = optional(pageName(wallet, pages))) {
            pages.add(page);
        }
        return pages;
    }

    private static String pageName(String wallet, List<byte[]> pages) {
        return wallet + "-" + (pages.size() + 1) + ".json";
    }

    /** Returns the documented failures: HTTP status, body, disposition and exit code, separated by {@code " | "}. */
    List<Fault> faults() {
        return text("faults.csv")
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(Fault::of)
                .toList();
    }

    /** A documented failure. */
    record Fault(int status, String body, String disposition, int exitCode) {
        private static Fault of(String line) {
            String[] fields = line.split(" \\| ", -1);
            if (fields.length != 4) {
                throw new AssertionError("not four fields: " + line);
            }
            return new Fault(
                    Integer.parseInt(fields[0].strip()),
                    fields[1].strip(),
                    fields[2].strip(),
                    Integer.parseInt(fields[3].strip()));
        }
    }
}
