package dev.balancehistory.doctor;

import dev.balancehistory.process.Outcome;
import dev.balancehistory.process.TextResource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;

/**
 * The rights of the user.
 *
 * @param missing the rights that each run needs and the user lacks
 * @param lacking further rights that db/roles.sql grants to a recorder and the user lacks
 * @param excess a right that recording does not need, as text; null if there is no such right
 */
record Rights(
        List<String> missing,
        List<String> lacking,
        @Nullable String excess) {
    private static final int MOST_LISTED = 5;
    private static final String RUN_ROLES =
            "run db/roles.sql as an administrator and log in as a member of balance_recorder";

    /** The missing rights of a recorder. Those with a ? are needed after a killed run, or for another command. */
    private static final String MISSING = TextResource.of(Rights.class, "rights-missing.sql");

    private static final String EXCESS = TextResource.of(Rights.class, "rights-excess.sql");

    /** Reads the rights. The tables must exist. */
    static Rights in(JdbcOperations database) {
        List<String> missing = new ArrayList<>();
        List<String> lacking = new ArrayList<>();
        database.query(MISSING, row -> {
            (row.getBoolean("spare") ? lacking : missing).add(row.getString("missing"));
        });
        return new Rights(missing, lacking, database.queryForObject(EXCESS, String.class));
    }

    /** Returns whether the user may read the state of the accounts. */
    boolean maySeeSnapshots() {
        return Stream.of("SELECT on account_status", "SELECT on recorded_account", "SELECT on recorded_snapshot")
                .noneMatch(lacking::contains);
    }

    /**
     * Returns the finding.
     *
     * @param readerSuffices whether no account is configured
     */
    Finding finding(String subject, String user, boolean readerSuffices) {
        if (!missing.isEmpty()) {
            return readerSuffices
                    ? Finding.ok(subject, user + " may not record, and no account is configured: a reader")
                    : Finding.fail(Outcome.CREDENTIALS, subject, user + " lacks " + list(missing), RUN_ROLES);
        }
        if (excess != null) {
            return Finding.warn(
                    subject,
                    user + " " + excess + ", which recording does not need",
                    "log in as a member of balance_recorder (db/roles.sql)");
        }
        return lacking.isEmpty()
                ? Finding.ok(subject, user + " may record, and no more")
                : Finding.warn(subject, user + " may record, but lacks " + list(lacking), RUN_ROLES);
    }

    private static String list(List<String> rights) {
        return String.join(", ", rights.subList(0, Math.min(MOST_LISTED, rights.size())))
                + (rights.size() > MOST_LISTED ? " and " + (rights.size() - MOST_LISTED) + " more" : "");
    }
}
