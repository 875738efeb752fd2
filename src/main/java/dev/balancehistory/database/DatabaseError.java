package dev.balancehistory.database;

import dev.balancehistory.process.Outcome;
import dev.balancehistory.process.Problem;
import java.io.FileNotFoundException;
import java.security.GeneralSecurityException;
import java.sql.SQLException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** An error of the server, the pooler, the driver or the pool. */
record DatabaseError(SQLException exception) {
    /** Stands for the SQL state of a pooler that rejects a startup parameter. */
    static final String UNSUPPORTED = "unsupported startup parameter";

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

    /** Returns the root error of the database among the causes; null without one. */
    static @Nullable DatabaseError behind(Throwable e) {
        return Problem.causes(e)
                .filter(SQLException.class::isInstance)
                .reduce((first, last) -> last)
                .map(root -> new DatabaseError((SQLException) root))
                .orElse(null);
    }

    /** Returns the SQL state, also of PgBouncer's own errors, all of which have that of a protocol violation. */
    String state() {
        String state = exception.getSQLState() == null ? "" : exception.getSQLState();
        return !state.equals("08P01")
                ? state
                : POOLER_STATES.entrySet().stream()
                        .filter(entry -> text().contains(entry.getKey()))
                        .map(Map.Entry::getValue)
                        .findFirst()
                        .orElse(state);
    }

    /** Returns the first line of the message, without the server's detail, which may contain row values. */
    String text() {
        ServerErrorMessage message = serverMessage();
        String text = message == null || message.getMessage() == null ? exception.getMessage() : message.getMessage();
        return String.valueOf(text)
                .lines()
                .findFirst()
                .orElse("no reason given")
                .strip();
    }

    /** Returns whether the error is the server's, and not the driver's. */
    boolean isOfServer() {
        return serverMessage() != null;
    }

    /** Returns whether the server ended the session, as it does for a wrong setting at the start of one. */
    boolean isFatal() {
        ServerErrorMessage message = serverMessage();
        return message != null && "FATAL".equals(message.getSeverity());
    }

    private @Nullable ServerErrorMessage serverMessage() {
        return exception instanceof PSQLException psql ? psql.getServerErrorMessage() : null;
    }

    /**
     * Returns whether the certificate is untrusted, missing or of another host, for which the driver has no SQL state.
     */
    boolean isDistrust() {
        return "08006".equals(exception.getSQLState())
                && (Problem.causes(exception)
                                .anyMatch(cause -> cause instanceof GeneralSecurityException
                                        || cause instanceof FileNotFoundException)
                        || (exception.getCause() == null && !isOfServer()));
    }

    /** Returns the problem with this error's text in parentheses. */
    Problem problem(Outcome outcome, String what) {
        return new Problem(outcome, what + " (" + text() + ")", exception);
    }
}
