package dev.balancehistory.statement;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The causes of gaps in a language. The database words them in English, around texts of an exchange or of an error,
 * which stay as they are.
 */
final class Causes {
    static final String PREFIX = "cause.";

    private static final Pattern PLACE = Pattern.compile("\\{([0-9])}");

    /** A cause as the database words it, and in the language. */
    private record Cause(Pattern english, String text) {}

    private final List<Cause> known;

    /**
     * @param bundle the texts of the language
     */
    Causes(ResourceBundle bundle) {
        ResourceBundle english = ResourceBundle.getBundle(Texts.BUNDLE, Locale.ENGLISH);
        known = english.keySet().stream()
                .filter(key -> key.startsWith(PREFIX))
                .sorted(Comparator.comparing(
                                (String key) -> english.getString(key).length())
                        .reversed())
                .map(key -> new Cause(pattern(english.getString(key)), bundle.getString(key)))
                .toList();
    }

    private static Pattern pattern(String english) {
        StringBuilder pattern = new StringBuilder();
        int end = 0;
        Matcher place = PLACE.matcher(english);
        while (place.find()) {
            pattern.append(Pattern.quote(english.substring(end, place.start())));
            end = place.end();
            pattern.append(english.startsWith(" x ", end) ? "([0-9]+)" : "(.+)");
        }
        return Pattern.compile(pattern + Pattern.quote(english.substring(end)), Pattern.DOTALL);
    }

    /** Returns a cause in the language, or as it is if it is not known. */
    String text(String cause) {
        return known.stream()
                .map(one -> translated(one, one.english().matcher(cause)))
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse(cause);
    }

    /** Returns the text with the parts of the cause, which can be causes too; empty if it is another cause. */
    private String translated(Cause cause, Matcher parts) {
        if (!parts.matches()) {
            return "";
        }
        MatchResult found = parts.toMatchResult();
        return PLACE.matcher(cause.text())
                .replaceAll(place -> Matcher.quoteReplacement(text(found.group(Integer.parseInt(place.group(1)) + 1))));
    }
}
