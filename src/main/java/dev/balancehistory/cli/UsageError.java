package dev.balancehistory.cli;

/** Thrown if a command line is rejected. The message is one line for the user. */
public final class UsageError extends RuntimeException {
    public UsageError(String message) {
        super(message);
    }
}
