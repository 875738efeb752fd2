package dev.balancehistory.doctor;

import dev.balancehistory.process.Outcome;
import dev.balancehistory.process.TextResource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.springframework.jdbc.core.JdbcOperations;

/**
 * The triggers, checks, rules and row-level security of the history's tables. The program's own make the history
 * append-only; others may reject what a run writes.
 *
 * @param found whether this user may write no row because of it, by its line
 */
record Guards(Map<String, Boolean> found) {
    private static final String FOUND = TextResource.of(Guards.class, "guards.sql");

    /** The lines of a migrated database. {@code GuardsTest} writes them with {@code -Dschema.write=true}. */
    private static final List<String> OWN =
            TextResource.of(Guards.class, "guards.txt").lines().toList();

    /** Reads them. The tables must exist. */
    static Guards in(JdbcOperations database) {
        Map<String, Boolean> found = new TreeMap<>();
        database.query(FOUND, row -> {
            found.put(row.getString("guard"), row.getBoolean("closed"));
        });
        return new Guards(found);
    }

    /**
     * Reports each difference from a migrated database.
     *
     * @param records whether the user is to record
     */
    void examine(boolean records, Consumer<Finding> findings) {
        OWN.stream()
                .filter(guard -> !found.containsKey(guard))
                .map(guard -> Finding.warn(
                        "guards",
                        guard + " is missing or disabled: nothing prevents a change of the history",
                        "enable it as the tables' owner, or create it as in db/migration; then run 'balance-history"
                                + " verify'"))
                .forEach(findings);
        found.forEach((guard, closed) -> {
            if (!OWN.contains(guard)) {
                findings.accept(foreign(guard, closed && records));
            }
        });
    }

    private static Finding foreign(String guard, boolean closed) {
        return closed
                ? Finding.fail(
                        Outcome.CREDENTIALS,
                        "guards",
                        guard + " rejects each row of this user",
                        "remove it as the tables' owner, or add a policy for this user")
                : Finding.warn(
                        "guards",
                        guard + " is not this program's: a run fails if it rejects a row",
                        "remove it as the tables' owner, unless it accepts each row");
    }
}
