package dev.balancehistory;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The messages that {@code docs/troubleshooting.md} explains are messages of the program. */
class TroubleshootingPageTest {
    private static final Pattern SECTION = Pattern.compile("(?s)\n## By message\n(.*?)\n## ");
    private static final Pattern FIRST_CELL = Pattern.compile("(?m)^\\| `([^`]+)` \\|");

    @Test
    void eachMessageIsOneOfTheProgram() throws IOException {
        String page = Files.readString(Path.of("docs/troubleshooting.md"));
        List<String> messages = SECTION.matcher(page)
                .results()
                .flatMap(section -> FIRST_CELL.matcher(section.group(1)).results())
                .map(row -> row.group(1))
                .toList();
        List<String> constants =
                ClassTexts.ofProgram().values().stream().flatMap(Set::stream).toList();

        assertThat(messages).hasSizeGreaterThan(8);
        assertThat(messages).allMatch(message -> constants.stream().anyMatch(constant -> constant.contains(message)));
    }
}
