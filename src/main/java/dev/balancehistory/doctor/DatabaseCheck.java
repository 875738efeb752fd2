package dev.balancehistory.doctor;

import dev.balancehistory.archive.AccountStatus;
import dev.balancehistory.archive.AccountStatusQuery;
import dev.balancehistory.database.Database;
import dev.balancehistory.database.Database.Settings;
import dev.balancehistory.database.DatabaseProblem;
import dev.balancehistory.database.SchemaMigration;
import dev.balancehistory.process.Problem;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

/** Reads the state of the database in read-only transactions with short limits. */
final class DatabaseCheck {
    private static final String SERVER = """
            select split_part(current_setting('server_version'), ' ', 1) as version,
                   current_setting('server_version_num')::integer / 10000 as major,
                   current_user as name,
                   coalesce((select ssl from pg_stat_ssl where pid = pg_backend_pid()), false) as encrypted,
                   -- None for a socket of the file system.
                   coalesce(inet_client_addr() <<= inet '127.0.0.0/8' or inet_client_addr() = inet '::1', true) as local,
                   pg_is_in_recovery() as standby
            """;

    private static final String VERSION = "select max(version::integer)::text from flyway_schema_history";

    private static final String MAY_SEE_VERSION = """
            select coalesce(bool_and(has_table_privilege(oid, 'SELECT')), true)
              from pg_class
             where relname = 'flyway_schema_history' and relnamespace = to_regnamespace(current_schema())
            """;

    /** The missing rights of those that recording needs and db/roles.sql grants. */
    private static final String MISSING = """
            select verb || coalesce(' (' || col || ')', '') || ' on ' || c.relname as missing
              from (values (current_schema()::text, 'account_name', 'SELECT INSERT', null),
                           (current_schema()::text, 'account_name', 'UPDATE', 'name'),
                           (current_schema()::text, 'account', 'SELECT INSERT', null),
                           (current_schema()::text, 'account', 'UPDATE', 'expected_interval'),
                           (current_schema()::text, 'account_run', 'SELECT INSERT', null),
                           (current_schema()::text, 'balance_response', 'SELECT INSERT', null),
                           (current_schema()::text, 'balance_response', 'UPDATE', 'state'),
                           (current_schema()::text, 'balance_response', 'UPDATE', 'state_reason'),
                           (current_schema()::text, 'snapshot', 'SELECT INSERT', null),
                           (current_schema()::text, 'balance', 'SELECT INSERT', null),
                           (current_schema()::text, 'account_status', 'SELECT', null),
                           ('batch', 'batch_job_instance', 'SELECT INSERT UPDATE', null),
                           ('batch', 'batch_job_execution', 'SELECT INSERT UPDATE', null),
                           ('batch', 'batch_job_execution_params', 'SELECT INSERT UPDATE', null),
                           ('batch', 'batch_step_execution', 'SELECT INSERT UPDATE', null),
                           ('batch', 'batch_job_instance_seq', 'USAGE', null),
                           ('batch', 'batch_job_execution_seq', 'USAGE', null),
                           ('batch', 'batch_step_execution_seq', 'USAGE', null)) needed (place, name, verbs, col)
              join pg_class c on c.relname = needed.name and c.relnamespace = to_regnamespace(needed.place)
             cross join unnest(string_to_array(needed.verbs, ' ')) verb
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
             where relname in ('balance', 'snapshot') and relnamespace = to_regnamespace(current_schema())
            """;

    private final Settings settings;
    private final DataSource dataSource;
    private final JdbcTemplate jdbc;

    /**
     * @throws Problem if the database's address is malformed
     */
    DatabaseCheck(Settings settings) {
        this.settings = settings;
        this.dataSource = Database.forChecks(settings);
        this.jdbc = new JdbcTemplate(dataSource);
    }

    /**
     * A server and its connection.
     *
     * @param version the version that the server reports, for example 18.1
     * @param major the major version
     * @param user the user of the connection
     * @param encrypted whether the connection is encrypted
     * @param certified whether the server's certificate was verified
     * @param local whether the connection stays on one machine
     * @param standby whether the server is a standby, which rejects writes
     */
    public record Server(
            String version,
            int major,
            String user,
            boolean encrypted,
            boolean certified,
            boolean local,
            boolean standby) {}

    /**
     * The rights of the user.
     *
     * @param missing the rights that recording needs and the user lacks
     * @param excess a right that recording does not need, as text; null if there is no such right
     */
    public record Rights(List<String> missing, @Nullable String excess) {}

    /** Returns the address without secrets. */
    public String place() {
        return settings.place();
    }

    /**
     * Connects.
     *
     * @throws Problem if the connection fails
     */
    public Server server() {
        return translated(() -> jdbc.query(
                        SERVER,
                        (row, number) -> new Server(
                                row.getString("version"),
                                row.getInt("major"),
                                row.getString("name"),
                                row.getBoolean("encrypted"),
                                settings.verifiesServer(),
                                row.getBoolean("local"),
                                row.getBoolean("standby")))
                .get(0));
    }

    /**
     * Returns the migrations that the database lacks.
     *
     * @throws Problem if the database has migrations that this program does not know
     */
    public List<String> missingMigrations() {
        return translated(() -> new SchemaMigration(dataSource).missing());
    }

    /** Returns the schema's version; null if the user may not see it. */
    public @Nullable String version() {
        String version = translated(() -> Boolean.TRUE.equals(jdbc.queryForObject(MAY_SEE_VERSION, Boolean.class))
                ? String.valueOf(jdbc.queryForObject(VERSION, String.class))
                : "");
        return version.isEmpty() ? null : version;
    }

    /** Returns the rights of the user. The tables must exist. */
    public Rights rights() {
        return translated(() -> new Rights(
                jdbc.query(MISSING, (row, number) -> row.getString("missing")),
                jdbc.queryForObject(EXCESS, String.class)));
    }

    /**
     * Returns the state of each account, as {@code status} reports it.
     *
     * @param configured accounts to list even if they were never recorded
     */
    public List<AccountStatus> accounts(Collection<String> configured) {
        return translated(() -> new AccountStatusQuery(jdbc).accounts(configured));
    }

    private static <T> T translated(Supplier<T> look) {
        try {
            return look.get();
        } catch (DataAccessException e) {
            throw DatabaseProblem.of(e);
        }
    }
}
