package dev.balancehistory.database;

import dev.balancehistory.process.Outcome;
import dev.balancehistory.process.Problem;
import java.io.FileNotFoundException;
import java.security.GeneralSecurityException;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** Says in plain words what a database error means, and whether another try can help. */
public final class DatabaseProblem {
    private DatabaseProblem() {}

    /** Returns whether a database error is at the bottom of it. */
    public static boolean isBehind(Throwable e) {
        return sqlException(e) != null;
    }

    /** Returns whether it is a database error that another try may not meet. */
    public static boolean isPassing(Throwable e) {
        Outcome outcome = of(e).outcome();
        return outcome == Outcome.UNREACHABLE || outcome == Outcome.TEMPORARY_FAILURE;
    }

    /** Returns the problem to report; one that is a problem already is itself; for an error that is none of the database's, a {@link Outcome#BUG}. */
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
                    "the database does not show a certificate to trust: check sslrootcert and the host in"
                            + " spring.datasource.url; sslmode there says what less will do");
        }
        String state = sql.getSQLState() == null ? "" : sql.getSQLState();
        return switch (state) {
            case "28P01", "28000" ->
                problem(
                        Outcome.CREDENTIALS,
                        sql,
                        "the database refuses the user or password: check spring.datasource.username and .password");
            case "08004" ->
                problem(
                        Outcome.CONFIGURATION,
                        sql,
                        "the database asks for another way to log in: check spring.datasource.password and the"
                                + " parameters of .url, such as sslmode");
            case "3D000" ->
                problem(Outcome.CONFIGURATION, sql, "the database does not exist: check spring.datasource.url");
            case "42501" ->
                problem(
                        Outcome.CREDENTIALS,
                        sql,
                        "the database user lacks a right: see db/roles.sql for what it needs");
            case "42P01", "3F000", "42703" ->
                problem(
                        Outcome.CONFIGURATION,
                        sql,
                        "the database's schema is not this program's: run 'balance-history migrate'");
            case "25006" ->
                problem(Outcome.UNREACHABLE, sql, "the database takes no writes: is it a standby, or failing over?");
            case "55P03", "57014" ->
                problem(Outcome.TEMPORARY_FAILURE, sql, "the database made the run wait too long for another one");
            case "25P03", "25P04" ->
                problem(
                        Outcome.TEMPORARY_FAILURE,
                        sql,
                        "the database ended a transaction that stood still for too long");
            default -> byClass(state, sql);
        };
    }

    private static Problem byClass(String state, SQLException e) {
        return switch (state.length() < 2 ? "" : state.substring(0, 2)) {
            // The pool's own errors have no state.
            case "", "08" ->
                problem(
                        Outcome.UNREACHABLE,
                        e,
                        "the database is out of reach: check spring.datasource.url and that it runs");
            case "53", "57" -> problem(Outcome.UNREACHABLE, e, "the database can't serve now");
            case "40" -> problem(Outcome.TEMPORARY_FAILURE, e, "the database gave another transaction the way");
            case "58" -> problem(Outcome.UNREACHABLE, e, "the database has trouble with its system");
            default -> problem(Outcome.BUG, e, "the database refused a statement");
        };
    }

    private static Problem problem(Outcome outcome, SQLException e, String what) {
        return new Problem(outcome, what + " (" + serverWords(e) + ")", e);
    }

    /** Returns the server's own words without the row values that its detail may hold. */
    private static String serverWords(SQLException e) {
        ServerErrorMessage message = serverMessage(e);
        String words = message == null || message.getMessage() == null ? e.getMessage() : message.getMessage();
        return String.valueOf(words)
                .lines()
                .findFirst()
                .orElse("no reason given")
                .strip();
    }

    private static @Nullable ServerErrorMessage serverMessage(SQLException e) {
        return e instanceof PSQLException psql ? psql.getServerErrorMessage() : null;
    }

    /** The driver has no state of its own for it: a certificate that leads nowhere, is missing or names another host. */
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
