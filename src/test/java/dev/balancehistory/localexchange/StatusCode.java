package dev.balancehistory.localexchange;

/** The exchange's own verdicts on a request, with the messages its documents give them. */
enum StatusCode {
    SUCCESS(1000, "SUCCESS"),
    BAD_REQUEST(4000, "Bad request"),
    HEADER_MISSING(4001, "X-API-KEY, X-API-SIGN, X-API-TIMESTAMP or X-API-NONCE is missing"),
    INVALID_SIGNATURE(4003, "Invalid signature"),
    SIGNATURE_REUSED(4005, "Duplicate signature usage detected"),
    INVALID_TIMESTAMP(4013, "Invalid timestamp"),
    UNSUPPORTED_METHOD(4017, "Unsupported request method"),
    INVALID_NONCE(4018, "Invalid X-API-NONCE"),
    UNREGISTERED_KEY(6001, "Unregistered API KEY"),
    RATE_LIMITED(6004, "API RPS limit exceeded"),
    TIMESTAMP_OUT_OF_WINDOW(6005, "Invalid request timestamp");

    private final int code;
    private final String message;

    StatusCode(int code, String message) {
        this.code = code;
        this.message = message;
    }

    int code() {
        return code;
    }

    String message() {
        return message;
    }
}
