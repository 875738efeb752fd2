package dev.balancehistory.message;

import dev.balancehistory.process.Printable;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;

/**
 * A change of the verdict on a job, as the command receives it.
 *
 * @param verdict the verdict, or "test"
 * @param previous the verdict before it
 */
record Notification(Event event, String verdict, String previous) {
    static final String PREFIX = "BALANCE_HISTORY_";
    private static final int MOST_ACCOUNTS = 50;
    private static final int LONGEST_LIST = 4_000;

    /** Returns the facts as environment variables. */
    Map<String, String> variables() {
        Map<String, String> variables = new TreeMap<>();
        variables.put(PREFIX + "COMMAND", event.job());
        variables.put(PREFIX + "VERDICT", verdict);
        variables.put(PREFIX + "PREVIOUS", previous);
        variables.put(PREFIX + "EXIT_CODE", String.valueOf(event.exitCode()));
        variables.put(PREFIX + "ACCOUNTS", Printable.text(String.join(",", accounts()), LONGEST_LIST));
        variables.put(PREFIX + "MESSAGE", event.line());
        variables.put(PREFIX + "TIME", time());
        return variables;
    }

    /** Returns the facts as one line of JSON, with its line break. */
    String json() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("command", event.job());
        facts.put("verdict", verdict);
        facts.put("previous", previous);
        facts.put("exitCode", event.exitCode());
        facts.put("accounts", accounts());
        facts.put("message", event.line());
        facts.put("time", time());
        return JsonMapper.shared().writeValueAsString(facts) + "\n";
    }

    /** Returns the accounts that need attention, not all if there are very many. */
    private List<String> accounts() {
        return event.failed().stream().limit(MOST_ACCOUNTS).toList();
    }

    private String time() {
        return event.time().truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
