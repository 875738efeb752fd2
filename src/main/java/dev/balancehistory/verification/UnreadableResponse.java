package dev.balancehistory.verification;

/**
 * Thrown if an archived response cannot be read again. The message continues a sentence whose subject is the response.
 */
final class UnreadableResponse extends Exception {
    private static final long serialVersionUID = 1L;

    UnreadableResponse(String message) {
        super(message);
    }

    UnreadableResponse(String message, Throwable cause) {
        super(message, cause);
    }
}
