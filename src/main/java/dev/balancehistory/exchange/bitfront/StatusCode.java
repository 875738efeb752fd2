package dev.balancehistory.exchange.bitfront;

import dev.balancehistory.exchange.Disposition;
import dev.balancehistory.exchange.http.Fault;
import org.jspecify.annotations.Nullable;

/** What the API's status codes ask of a reader of balances. HTTP 200 says nothing about success; these do. */
final class StatusCode {
    static final int SUCCESS = 1000;

    private StatusCode() {}

    /** Returns what a failure calls for, by the code if there is one, else by the HTTP status. */
    static Fault fault(int http, @Nullable String code) {
        if (code == null) {
            return Fault.of(
                    switch (http) {
                        case 408, 429, 500, 502, 503, 504 -> Disposition.TRANSIENT;
                        default -> Disposition.UNEXPECTED;
                    },
                    "");
        }
        int number = Integer.parseInt(code);
        return Fault.of(disposition(number), advice(number));
    }

    /** Returns what to do about a code other than {@link #SUCCESS}. */
    static Disposition disposition(int code) {
        return switch (code) {
            // Maintenance, core error, internal error, internal timeout, socket timeout.
            case 3113, 3401, 5000, 5001, 5002 -> Disposition.TRANSIENT;
            case 6004 -> Disposition.RATE_LIMITED;
            case 4005 -> Disposition.NONCE_REJECTED;
            case 4013, 6005 -> Disposition.CLOCK_REJECTED;
            // Member or account not found; missing headers or bad signature; key unknown, invalid or not permitted.
            case 1202, 4101, 4001, 4003, 6000, 6001, 6002, 6003 -> Disposition.CREDENTIALS_REJECTED;
            // Malformed request, parameters or nonce: this program's fault.
            case 4000, 4002, 4012, 4017, 4018 -> Disposition.UNEXPECTED;
            default -> code / 1000 == 5 ? Disposition.TRANSIENT : Disposition.UNEXPECTED;
        };
    }

    /** Returns what a person should do about it, as the end of a sentence; empty if there is nothing to add. */
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
