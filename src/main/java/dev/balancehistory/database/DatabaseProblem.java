package dev.balancehistory.database;

import dev.balancehistory.process.Outcome;
import dev.balancehistory.process.Problem;
import java.io.FileNotFoundException;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;
import org.springframework.core.NestedExceptionUtils;

/** Translates a database error to a message, and decides whether a retry can help. */
public final class DatabaseProblem {
    private static final String UNSUPPORTED = "unsupported startup parameter";

    /** The states of PgBouncer's messages. */
    private static final Map<String, String> POOLER_STATES = Map.of(
            "no such database",
            "3D000",
            "no such user",
            "28P01",
            "authentication failed",
            "28P01",
            "login rejected",
            "28P01",
            UNSUPPORTED,
            UNSUPPORTED);

    private DatabaseProblem() {}

    /** Returns whether the cause is a database error. */
    public static boolean isBehind(Throwable e) {
        return sqlException(e) != null;
    }

    /** Returns whether the cause is a database error that a retry may avoid. */
    public static boolean isPassing(Throwable e) {
        Outcome outcome = of(e).outcome();
        return outcome == Outcome.UNREACHABLE || outcome == Outcome.TEMPORARY_FAILURE;
    }

    /** Returns whether the server or a limit allows no further connection. */
    static boolean isOutOfConnections(Throwable e) {
        SQLException sql = sqlException(e);
        return sql != null && "53300".equals(sql.getSQLState());
    }

    /** Returns whether the pool had no connection within its time limit. */
    static boolean isWithoutConnection(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLTransientConnectionException) {
                return true;
            }
        }
        return false;
    }

    /**
     * Returns the problem to report. An error that is neither a problem nor of the database is a {@link Outcome#BUG}.
     */
    public static Problem of(Throwable e) {
        if (e instanceof Problem problem) {
            return problem;
        }
        SQLException sql = sqlException(e);
        if (sql == null) {
            return new Problem(Outcome.BUG, "a bug in this program: " + e, e);
        }
        if (isDistrust(sql)) {
            return problem(
                    Outcome.CONFIGURATION,
                    sql,
                    "the database's certificate is not trusted: check sslrootcert, sslmode and the host in"
                            + " spring.datasource.url");
        }
        if (NestedExceptionUtils.getMostSpecificCause(sql) instanceof UnknownHostException unknown) {
            return new Problem(
                    Outcome.UNREACHABLE,
                    "the host name '" + unknown.getMessage() + "' is not known: check spring.datasource.url and this"
                            + " machine's name server",
                    sql);
        }
        String state = state(sql);
        return switch (state) {
            case UNSUPPORTED ->
                problem(
                        Outcome.CONFIGURATION,
                        sql,
                        "the connection pooler rejects the program's time limits: set ignore_startup_parameters ="
                                + " options in pgbouncer.ini");
            case "42P05", "26000" ->
                problem(
                        Outcome.CONFIGURATION,
                        sql,
                        "a connection pooler changes the server's session between two statements: add"
                                + " prepareThreshold=0 to spring.datasource.url, or use its session mode");
            case "28P01", "28000" ->
                problem(
                        Outcome.CREDENTIALS,
                        sql,
                        "the database rejected the credentials: check spring.datasource.username and .password");
            case "08004" ->
                problem(
                        Outcome.CONFIGURATION,
                        sql,
                        "the database requires another login method: check spring.datasource.password and the"
                                + " parameters of .url, such as sslmode");
            case "3D000" ->
                problem(Outcome.CONFIGURATION, sql, "the database does not exist: check spring.datasource.url");
            case "42501" -> problem(Outcome.CREDENTIALS, sql, "the database user lacks a right: see db/roles.sql");
            case "42P01", "3F000", "42703" ->
                problem(
                        Outcome.CONFIGURATION,
                        sql,
                        "the database's schema is not this program's: run 'balance-history migrate'");
            // Its owner allows no connections for a while, by ALTER DATABASE ... ALLOW_CONNECTIONS false.
            case "55000" ->
                isFatal(sql)
                        ? problem(Outcome.UNREACHABLE, sql, "the database is not available")
                        : problem(Outcome.BUG, sql, "the database rejected a statement");
            // The program writes what its own checks accept, and its own triggers raise other states.
            case "23514", "P0001" ->
                problem(
                        Outcome.CONFIGURATION,
                        sql,
                        "a check or a trigger of the database rejects a row: run 'balance-history doctor'");
            case "25006" ->
                problem(
                        Outcome.UNREACHABLE,
                        sql,
                        "the database is read-only: it is a standby, or a failover is in progress");
            case "55P03", "57014" ->
                problem(Outcome.TEMPORARY_FAILURE, sql, "a lock or statement timeout expired in the database");
            case "25P03", "25P04" ->
                problem(Outcome.TEMPORARY_FAILURE, sql, "the database ended a transaction that was idle for too long");
            default -> byClass(state, sql);
        };
    }

    /** Returns the SQL state, also of PgBouncer's own errors, all of which have that of a protocol violation. */
    private static String state(SQLException e) {
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        return !state.equals("08P01")
                ? state
                : POOLER_STATES.entrySet().stream()
                        .filter(entry -> serverText(e).contains(entry.getKey()))
                        .map(Map.Entry::getValue)
                        .findFirst()
                        .orElse(state);
    }

    private static Problem byClass(String state, SQLException e) {
        return switch (state.length() < 2 ? "" : state.substring(0, 2)) {
            // The pool's own errors have no state.
            case "", "08" ->
                problem(
                        Outcome.UNREACHABLE,
                        e,
                        "the database is out of reach: check spring.datasource.url and that it runs");
            case "53", "57" -> problem(Outcome.UNREACHABLE, e, "the database is not available");
            case "40" ->
                problem(
                        Outcome.TEMPORARY_FAILURE,
                        e,
                        "the database rolled the transaction back: deadlock or serialization conflict");
            case "58" -> problem(Outcome.UNREACHABLE, e, "the database reports a system error");
            default ->
                isFatal(e)
                        ? problem(
                                Outcome.CONFIGURATION,
                                e,
                                "the database rejects the connection: check the parameters of spring.datasource.url")
                        : problem(Outcome.BUG, e, "the database rejected a statement");
        };
    }

    private static Problem problem(Outcome outcome, SQLException e, String what) {
        return new Problem(outcome, what + " (" + serverText(e) + ")", e);
    }

    /** Returns the server's message without its detail, which may contain row values. */
    private static String serverText(SQLException e) {
        ServerErrorMessage message = serverMessage(e);
        String text = message == null || message.getMessage() == null ? e.getMessage() : message.getMessage();
        return String.valueOf(text)
                .lines()
                .findFirst()
                .orElse("no reason given")
                .strip();
    }

    /** Returns whether the server ended the session, as it does for a wrong setting at the start of one. */
    private static boolean isFatal(SQLException e) {
        ServerErrorMessage message = serverMessage(e);
        return message != null && "FATAL".equals(message.getSeverity());
    }

    private static @Nullable ServerErrorMessage serverMessage(SQLException e) {
        return e instanceof PSQLException psql ? psql.getServerErrorMessage() : null;
    }

    /**
     * Returns whether the certificate is untrusted, missing or of another host, for which the driver has no SQL state.
     */
    private static boolean isDistrust(SQLException e) {
        if (!"08006".equals(e.getSQLState())) {
            return false;
        }
        for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof GeneralSecurityException || cause instanceof FileNotFoundException) {
                return true;
            }
        }
        return e.getCause() == null && serverMessage(e) == null;
    }

    private static @Nullable SQLException sqlException(Throwable e) {
        SQLException found = null;
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                found = sql;
            }
        }
        return found;
    }
}
