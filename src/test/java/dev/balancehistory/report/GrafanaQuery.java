package dev.balancehistory.report;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.boot.convert.DurationStyle;

/**
 * Expands a statement as Grafana does: the browser the variables, and then the data source of PostgreSQL the macros.
 *
 * @param variables the chosen values of each variable, each of which allows several
 */
record GrafanaQuery(Instant from, Instant to, Map<String, List<String>> variables) {
    /** The arguments contain no parentheses. */
    private static final Pattern MACRO = Pattern.compile("\\$([_a-zA-Z0-9]+)\\(([^)]*)\\)(,?)");

    private static final Pattern VARIABLE = Pattern.compile("\\$(\\w+)(?!\\w|\\()|\\$\\{(\\w+)}");

    String expand(String sql) {
        String filled = VARIABLE.matcher(sql).replaceAll(found -> values(found).replace("$", "\\$"));
        return MACRO.matcher(filled).replaceAll(found -> macro(found).replace("$", "\\$"));
    }

    private String values(MatchResult found) {
        String name = found.group(1) == null ? found.group(2) : found.group(1);
        if (!variables.containsKey(name)) {
            throw new IllegalArgumentException("There is no variable " + name);
        }
        return variables.get(name).stream()
                .map(value -> "'" + value.replace("'", "''") + "'")
                .collect(Collectors.joining(","));
    }

    private String macro(MatchResult found) {
        String[] arguments = found.group(2).split(",", -1);
        String comma = found.group(3);
        return switch (found.group(1)) {
            case "__timeFrom" -> "'" + from + "'" + comma;
            case "__timeTo" -> "'" + to + "'" + comma;
            // Closed at the end.
            case "__timeFilter" -> arguments[0].strip() + " BETWEEN '" + from + "' AND '" + to + "'" + comma;
            case "__timeGroup" -> group(arguments) + (comma.isEmpty() ? "" : " AS \"time\",");
            default -> throw new IllegalArgumentException("There is no macro " + found.group());
        };
    }

    private static String group(String... arguments) {
        Duration interval = DurationStyle.SIMPLE.parse(arguments[1].strip().replace("'", ""));
        return "floor(extract(epoch from %s)/%d)*%2$d".formatted(arguments[0].strip(), interval.toSeconds());
    }
}
