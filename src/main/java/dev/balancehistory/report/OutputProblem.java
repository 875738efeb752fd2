package dev.balancehistory.report;

/** The file can't be had, or can't be written. The message is one line for people. */
public final class OutputProblem extends RuntimeException {
    private final Kind kind;

    /** What is wrong with it. */
    public enum Kind {
        /** Nothing was written. */
        CANNOT_CREATE,
        /** It broke off; nothing is left under the file's name. */
        CANNOT_WRITE,
        /** Whoever read the output has gone. */
        READER_GONE
    }

    OutputProblem(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    OutputProblem(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
