package dev.balancehistory.exchange.bitfront;

import dev.balancehistory.exchange.Disposition;
import dev.balancehistory.exchange.http.Fault;
import org.jspecify.annotations.Nullable;

/** The API's status codes, and the meaning of each failure. Success is in the status code, since errors have HTTP 200 too. */
final class StatusCode {
    static final int SUCCESS = 1000;

    private StatusCode() {}

    /** Returns the meaning of a failure, by its code or else by the HTTP status. */
    static Fault fault(int http, @Nullable String code) {
        if (code == null) {
            return Fault.of(
                    switch (http) {
                        case 408, 429, 500, 502, 503, 504 -> Disposition.TRANSIENT;
                        default -> Disposition.UNDOCUMENTED;
                    },
                    "");
        }
        int number = Integer.parseInt(code);
        return Fault.of(disposition(number), advice(number));
    }

    /** Returns the next step after a code other than {@link #SUCCESS}. */
    static Disposition disposition(int code) {
        return switch (code) {
            // Maintenance, core error, internal error, internal timeout, socket timeout.
            case 3113, 3401, 5000, 5001, 5002 -> Disposition.TRANSIENT;
            case 6004 -> Disposition.RATE_LIMITED;
            case 4005 -> Disposition.NONCE_REJECTED;
            case 4013, 6005 -> Disposition.CLOCK_REJECTED;
            // Member or account not found; missing headers or bad signature; key unknown, invalid or not permitted.
            case 1202, 4101, 4001, 4003, 6000, 6001, 6002, 6003 -> Disposition.CREDENTIALS_REJECTED;
            // Malformed request, parameters or nonce: a bug.
            case 4000, 4002, 4012, 4017, 4018 -> Disposition.UNEXPECTED;
            default -> code / 1000 == 5 ? Disposition.TRANSIENT : Disposition.UNDOCUMENTED;
        };
    }

    /** Returns the remedy for the operator, as the end of a sentence; empty without one. */
    static String advice(int code) {
        return switch (code) {
            case 1202, 4101 -> ": check that the key belongs to the account";
            case 4001 -> ": check the key and whether a proxy drops the X-API headers";
            case 4003 -> ": check the secret";
            case 6000, 6001, 6002 -> ": check the key and its permissions";
            case 6003 -> ": this machine's IP address is not on the key's allow-list";
            case 6004 -> ": the key is used by something else too, or too many accounts share it";
            case 4005 -> ": the key is used by something else too";
            default -> "";
        };
    }
}
