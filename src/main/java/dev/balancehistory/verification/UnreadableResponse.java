package dev.balancehistory.verification;

/** An archived response cannot be read again. The message is the rest of a sentence that begins with the response. */
final class UnreadableResponse extends Exception {
    private static final long serialVersionUID = 1L;

    UnreadableResponse(String message) {
        super(message);
    }

    UnreadableResponse(String message, Throwable cause) {
        super(message, cause);
    }
}
