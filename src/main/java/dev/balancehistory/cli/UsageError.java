package dev.balancehistory.cli;

/** The command line can't be right. The message is one line for people. */
public final class UsageError extends RuntimeException {
    public UsageError(String message) {
        super(message);
    }
}
