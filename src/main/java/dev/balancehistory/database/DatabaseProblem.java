package dev.balancehistory.database;

import static dev.balancehistory.process.Outcome.BUG;
import static dev.balancehistory.process.Outcome.CONFIGURATION;
import static dev.balancehistory.process.Outcome.CREDENTIALS;
import static dev.balancehistory.process.Outcome.TEMPORARY_FAILURE;
import static dev.balancehistory.process.Outcome.UNREACHABLE;

import dev.balancehistory.process.Outcome;
import dev.balancehistory.process.Problem;
import java.net.UnknownHostException;
import java.sql.SQLTransientConnectionException;
import org.springframework.core.NestedExceptionUtils;

/** Translates a database error to a message, and decides whether a retry can help. */
public final class DatabaseProblem {
    private DatabaseProblem() {}

    /** Returns whether the cause is a database error. */
    public static boolean isBehind(Throwable e) {
        return DatabaseError.behind(e) != null;
    }

    /** Returns whether the cause is a database error that a retry may avoid. */
    public static boolean isPassing(Throwable e) {
        Outcome outcome = of(e).outcome();
        return outcome == UNREACHABLE || outcome == TEMPORARY_FAILURE;
    }

    /** Returns whether the server or a limit allows no further connection. */
    static boolean isOutOfConnections(Throwable e) {
        DatabaseError error = DatabaseError.behind(e);
        return error != null && error.state().equals("53300");
    }

    /** Returns whether the pool had no connection within its time limit. */
    public static boolean isWithoutConnection(Throwable e) {
        return Problem.causes(e).anyMatch(SQLTransientConnectionException.class::isInstance);
    }

    /** Returns the server's or the driver's message, without a detail that may contain row values. */
    static String reason(Throwable e) {
        DatabaseError error = DatabaseError.behind(e);
        return error == null ? String.valueOf(e.getMessage()) : error.text();
    }

    /**
     * Returns the problem to report. An error that is neither a problem nor of the database is a {@link Outcome#BUG}.
     */
    public static Problem of(Throwable e) {
        if (e instanceof Problem problem) {
            return problem;
        }
        DatabaseError error = DatabaseError.behind(e);
        if (error == null) {
            return new Problem(BUG, "a bug in this program: " + e, e);
        }
        if (error.isDistrust()) {
            return error.problem(
                    CONFIGURATION,
                    "the database's certificate is not trusted: check sslrootcert, sslmode and the host in"
                            + " spring.datasource.url");
        }
        if (NestedExceptionUtils.getMostSpecificCause(error.exception()) instanceof UnknownHostException unknown) {
            return new Problem(
                    UNREACHABLE,
                    "the host name '" + unknown.getMessage() + "' is not known: check spring.datasource.url and this"
                            + " machine's name server",
                    error.exception());
        }
        return byState(error);
    }

    private static Problem byState(DatabaseError error) {
        return switch (error.state()) {
            case DatabaseError.UNSUPPORTED ->
                error.problem(
                        CONFIGURATION,
                        "the connection pooler rejects the program's time limits: set ignore_startup_parameters ="
                                + " options in pgbouncer.ini");
            case "42P05", "26000" ->
                error.problem(
                        CONFIGURATION,
                        "a connection pooler changes the server's session between two statements: add"
                                + " prepareThreshold=0 to spring.datasource.url, or use its session mode");
            case "28P01", "28000" ->
                error.problem(
                        CREDENTIALS,
                        "the database rejected the credentials: check spring.datasource.username and .password");
            case "08004" ->
                error.problem(
                        CONFIGURATION,
                        "the database requires another login method: check spring.datasource.password and the"
                                + " parameters of .url, such as sslmode");
            case "3D000" -> error.problem(CONFIGURATION, "the database does not exist: check spring.datasource.url");
            case "42501" -> error.problem(CREDENTIALS, "the database user lacks a right: see db/roles.sql");
            case "42P01", "3F000", "42703" ->
                error.problem(
                        CONFIGURATION, "the database's schema is not this program's: run 'balance-history migrate'");
            // Its owner allows no connections for a while, by ALTER DATABASE ... ALLOW_CONNECTIONS false.
            case "55000" ->
                error.isFatal()
                        ? error.problem(UNREACHABLE, "the database is not available")
                        : error.problem(BUG, "the database rejected a statement");
            // The program writes what its own checks accept, and its own triggers raise other states.
            case "23514", "P0001" ->
                error.problem(
                        CONFIGURATION,
                        "a check or a trigger of the database rejects a row: run 'balance-history doctor'");
            case "25006" ->
                error.problem(UNREACHABLE, "the database is read-only: it is a standby, or a failover is in progress");
            case "55P03", "57014" ->
                error.problem(TEMPORARY_FAILURE, "a lock or statement timeout expired in the database");
            case "25P03", "25P04" ->
                error.problem(TEMPORARY_FAILURE, "the database ended a transaction that was idle for too long");
            // The driver has no other use for this state in the program.
            case "22023" ->
                !error.isOfServer()
                        ? error.problem(CONFIGURATION, "a parameter of spring.datasource.url is malformed")
                        : byClass(error);
            default -> byClass(error);
        };
    }

    private static Problem byClass(DatabaseError error) {
        String state = error.state();
        return switch (state.length() < 2 ? "" : state.substring(0, 2)) {
            // The pool's own errors have no state.
            case "", "08" ->
                error.problem(
                        UNREACHABLE, "the database is out of reach: check spring.datasource.url and that it runs");
            case "53", "57" -> error.problem(UNREACHABLE, "the database is not available");
            case "40" ->
                error.problem(
                        TEMPORARY_FAILURE,
                        "the database rolled the transaction back: deadlock or serialization conflict");
            case "58" -> error.problem(UNREACHABLE, "the database reports a system error");
            default ->
                error.isFatal()
                        ? error.problem(
                                CONFIGURATION,
                                "the database rejects the connection: check the parameters of spring.datasource.url")
                        : error.problem(BUG, "the database rejected a statement");
        };
    }
}
