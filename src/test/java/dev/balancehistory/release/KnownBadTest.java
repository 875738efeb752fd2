package dev.balancehistory.release;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor.Version;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** No library with a weakness that known-bad.csv lists is shipped, unless docs/security.md states why that does no harm. */
class KnownBadTest {
    private static final Pattern LIBRARY = Pattern.compile("(?m)^\\| `([^`]+)` \\| ([^ ]+) \\|");
    private static final Pattern ACCEPTED = Pattern.compile("(?m)^\\| (CVE-[0-9-]+) \\|");

    /** A line of the list; both versions are bad. */
    private record Bad(String library, String first, String last, String weakness) {
        boolean is(String version) {
            Version shipped = Version.parse(version);
            return shipped.compareTo(Version.parse(first)) >= 0 && shipped.compareTo(Version.parse(last)) <= 0;
        }
    }

    @Test
    void noShippedLibraryIsKnownToBeBadUnlessTheReasonIsWrittenDown() throws IOException {
        Map<String, String> shipped = new TreeMap<>();
        // Which .ci/run compares with what is in the jar.
        Matcher library = LIBRARY.matcher(Files.readString(Path.of("docs/licences.md")));
        while (library.find()) {
            shipped.put(library.group(1), library.group(2));
        }
        List<Bad> list = list();
        assertThat(shipped.keySet()).containsAll(list.stream().map(Bad::library).toList());

        List<String> accepted = new ArrayList<>();
        Matcher row = ACCEPTED.matcher(Files.readString(Path.of("docs/security.md")));
        while (row.find()) {
            accepted.add(row.group(1));
        }
        assertThat(list.stream()
                        .filter(bad -> bad.is(shipped.get(bad.library())))
                        .map(Bad::weakness))
                .containsExactlyInAnyOrderElementsOf(accepted);
    }

    @ParameterizedTest
    @CsvSource({
        "42.7.3,false",
        "42.7.4,true",
        "42.7.9,true",
        "42.7.11,true",
        "42.7.12,false",
        "42.7.14,false",
        "43.0,false"
    })
    void aVersionIsComparedByItsNumbers(String version, boolean bad) throws IOException {
        assertThat(list().get(0).is(version)).isEqualTo(bad);
    }

    private static List<Bad> list() throws IOException {
        try (InputStream in = KnownBadTest.class.getResourceAsStream("/known-bad.csv")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), UTF_8)
                    .lines()
                    .skip(1)
                    .map(line -> line.split(","))
                    .map(cell -> new Bad(cell[0], cell[1], cell[2], cell[3]))
                    .toList();
        }
    }
}
