package dev.balancehistory.cli;

import org.jspecify.annotations.Nullable;

/** Thrown if a command line is rejected. The message is one line for the user. */
public final class UsageError extends RuntimeException {
    private final @Nullable String page;

    public UsageError(String message) {
        this(message, null);
    }

    private UsageError(String message, @Nullable String page) {
        super(message);
        this.page = page;
    }

    /**
     * Returns this error with the page of help that the user needs.
     *
     * @param helpPage the command, and its topic, such as {@code export close}; empty for the page of the program
     */
    public UsageError on(String helpPage) {
        return new UsageError(String.valueOf(getMessage()), helpPage);
    }

    /** Returns the page of help that the user needs; null if the error does not know its command. */
    public @Nullable String page() {
        return page;
    }
}
