package dev.balancehistory.statement;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextsTest {
    private static final Pattern PLACE = Pattern.compile("\\{[0-9]}");

    /** Their names are composed. */
    private static final Set<String> COMPOSED = Set.of("period.month", "period.quarter", "period.year");

    private static ResourceBundle bundle(Locale language) {
        return ResourceBundle.getBundle(Texts.BUNDLE, language);
    }

    @Test
    void bothLanguagesHaveTheSameTexts() {
        assertThat(bundle(Locale.KOREAN).getLocale()).isEqualTo(Locale.KOREAN);
        assertThat(bundle(Locale.KOREAN).keySet())
                .isEqualTo(bundle(Locale.ENGLISH).keySet());
    }

    @Test
    void bothLanguagesHaveTheSamePlaces() {
        for (String key : bundle(Locale.ENGLISH).keySet()) {
            assertThat(places(bundle(Locale.KOREAN).getString(key)))
                    .as(key)
                    .isEqualTo(places(bundle(Locale.ENGLISH).getString(key)));
        }
    }

    private static Set<String> places(String text) {
        return PLACE.matcher(text).results().map(MatchResult::group).collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void eachTextIsUsed() throws IOException {
        StringBuilder sources = new StringBuilder();
        for (String folder : Set.of("src/main/jte", "src/main/java/dev/balancehistory/statement")) {
            try (Stream<Path> files = Files.list(Path.of(folder))) {
                for (Path file : files.toList()) {
                    sources.append(Files.readString(file));
                }
            }
        }
        assertThat(bundle(Locale.ENGLISH).keySet())
                .filteredOn(key -> !COMPOSED.contains(key))
                .allMatch(key -> sources.indexOf('"' + key + '"') >= 0
                        || key.startsWith(Causes.PREFIX)
                        || key.startsWith("script.") && sources.indexOf('"' + key.substring(7) + '"') >= 0);
    }

    @ParameterizedTest
    @CsvSource({
        "PT29S, 29 s",
        "PT1M59.9S, 119 s",
        "PT2M, 2 min",
        "PT5M, 5 min",
        "PT59M59S, 1 h 0 min",
        "PT26H4M59S, 26 h 5 min",
        "PT47H59M, 47 h 59 min",
        "PT49H, 2 d 1 h"
    })
    void aDurationIsRoundedToMinutes(Duration duration, String text) {
        assertThat(new Texts(Locale.ENGLISH, ZoneOffset.UTC).duration(duration)).isEqualTo(text);
    }
}
