package dev.balancehistory;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each control in {@code docs/security.md} names tests that exist. */
class SecurityPageTest {
    private static final Pattern TEST = Pattern.compile("`(\\w+)(?:#(\\w+))?`");

    @Test
    void everyControlNamesTestsThatAreThere() throws IOException {
        Map<String, Path> tests;
        try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
            tests = files.filter(file -> file.toString().matches(".*(Test|IT)\\.java"))
                    .collect(Collectors.toMap(
                            file -> file.getFileName().toString().replace(".java", ""), file -> file));
        }
        List<String> controls = Files.readString(Path.of("docs/security.md"))
                .lines()
                .dropWhile(line -> !line.equals("| control | tests |"))
                .skip(2)
                .takeWhile(line -> line.startsWith("|"))
                .toList();

        assertThat(controls).hasSizeGreaterThan(15);
        for (String control : controls) {
            List<MatchResult> named =
                    TEST.matcher(control.split("\\|")[2]).results().toList();
            assertThat(named).as(control).isNotEmpty();
            for (MatchResult test : named) {
                assertThat(tests).as(control).containsKey(test.group(1));
                if (test.group(2) != null) {
                    assertThat(tests.get(test.group(1))).as(control).content().contains(" void " + test.group(2) + "(");
                }
            }
        }
    }
}
