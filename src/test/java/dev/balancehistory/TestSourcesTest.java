package dev.balancehistory;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests depend neither on the caller's environment nor on the speed of the machine: each means for that has one place. */
class TestSourcesTest {
    private static final Path SOURCES = Path.of("src/test/java/dev/balancehistory");

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            \\bnew ProcessBuilder\\(          ; support/CleanProcess benchmark/Candidates
            \\bEmbeddedPostgres\\.builder\\(  ; postgres/Embedded
            \\bThread\\.sleep\\(              ; support/Patience benchmark/Memory
            \\b(SECONDS|MILLI\\w+|NANO\\w+)\\.sleep\\( ; localexchange/Delivery
            @Timeout\\((?!.*MINUTES)          ;
            """)
    void eachConstructIsUsedOnlyInItsPlaces(String code, String places) throws IOException {
        Pattern pattern = Pattern.compile(code);
        List<String> allowed = places == null ? List.of() : List.of(places.split(" "));
        try (Stream<Path> files = Files.walk(SOURCES)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".java"))
                    .filter(path -> !path.endsWith("TestSourcesTest.java"))
                    .toList()) {
                String name = SOURCES.relativize(file).toString().replace(".java", "");
                if (pattern.matcher(Files.readString(file)).find()) {
                    assertThat(allowed).as(code).contains(name);
                }
            }
        }
    }
}
