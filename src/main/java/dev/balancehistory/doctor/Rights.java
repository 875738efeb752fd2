package dev.balancehistory.doctor;

import dev.balancehistory.process.Outcome;
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
    private static final String MISSING = """
            select wanted like '%?' as spare, verb || coalesce(' (' || col || ')', '') || ' on ' || c.relname as missing
              from (values (null, 'account_name', 'SELECT INSERT', null),
                           (null, 'account_name', 'UPDATE', 'name'),
                           (null, 'account', 'SELECT INSERT', null),
                           (null, 'account', 'UPDATE?', 'expected_interval'),
                           (null, 'account_run', 'SELECT INSERT', null),
                           (null, 'balance_response', 'SELECT INSERT', null),
                           (null, 'balance_response', 'UPDATE', 'state'),
                           (null, 'balance_response', 'UPDATE', 'state_reason'),
                           (null, 'snapshot', 'SELECT INSERT', null),
                           (null, 'balance', 'SELECT INSERT', null),
                           (null, 'account_status', 'SELECT?', null),
                           (null, 'recorded_account', 'SELECT?', null),
                           (null, 'recorded_snapshot', 'SELECT?', null),
                           (null, 'account_name_account_id_seq', 'USAGE?', null),
                           (null, 'balance_response_response_id_seq', 'USAGE?', null),
                           ('batch', 'batch_job_instance', 'SELECT INSERT UPDATE?', null),
                           ('batch', 'batch_job_execution', 'SELECT INSERT UPDATE', null),
                           ('batch', 'batch_job_execution_params', 'SELECT? INSERT UPDATE?', null),
                           ('batch', 'batch_step_execution', 'SELECT INSERT UPDATE', null),
                           ('batch', 'batch_job_instance_seq', 'USAGE', null),
                           ('batch', 'batch_job_execution_seq', 'USAGE', null),
                           ('batch', 'batch_step_execution_seq', 'USAGE', null)) needed (place, name, verbs, col)
             cross join (select relnamespace from pg_class where oid = to_regclass('balance_response')) home
              join pg_class c on c.relname = needed.name
                             and c.relnamespace = coalesce(to_regnamespace(needed.place)::oid, home.relnamespace)
             cross join unnest(string_to_array(needed.verbs, ' ')) wanted
             cross join rtrim(wanted, '?') verb
             where not case when c.relkind = 'S'       then has_sequence_privilege(c.oid, verb)
                            when needed.col is null    then has_table_privilege(c.oid, verb)
                            else has_column_privilege(c.oid, needed.col, verb)
                       end
                or not has_schema_privilege(c.relnamespace, 'USAGE')
             order by c.relname, verb
            """;

    private static final String EXCESS = """
            select case when (select rolsuper from pg_roles where rolname = current_user) then 'is a superuser'
                        when bool_or(pg_has_role(relowner, 'USAGE')) then 'owns the tables'
                        when bool_or(has_table_privilege(oid, 'UPDATE, DELETE, TRUNCATE'))
                        then 'may change what is recorded'
                   end
              from pg_class
             where oid in (to_regclass('balance'), to_regclass('snapshot'))
            """;

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
