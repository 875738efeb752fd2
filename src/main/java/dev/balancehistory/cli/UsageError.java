package dev.balancehistory.cli;

/** The command line can't be right. The message is one line for people. */
final class UsageError extends RuntimeException {
    UsageError(String message) {
        super(message);
    }
}
