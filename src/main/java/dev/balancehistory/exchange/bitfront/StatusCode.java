package dev.balancehistory.exchange.bitfront;

import dev.balancehistory.exchange.Disposition;
import dev.balancehistory.exchange.http.Fault;
import dev.balancehistory.exchange.http.FaultTable;
import org.jspecify.annotations.Nullable;

/** The API's status codes, and the meaning of each failure. Success is in the status code, since errors have HTTP 200 too. */
final class StatusCode {
    static final int SUCCESS = 1000;

    private StatusCode() {}

    /** Returns the meaning of a failure, by its code or else by the HTTP status. */
    static Fault fault(int http, @Nullable String code) {
        if (code != null) {
            return ofCode(Integer.parseInt(code));
        }
        return switch (http) {
            case 408, 429, 500, 502, 503, 504 -> Fault.of(Disposition.TRANSIENT, "");
            default -> Fault.of(Disposition.UNDOCUMENTED, FaultTable.CHECK_ADDRESS);
        };
    }

    private static Fault ofCode(int code) {
        return switch (code) {
            // Maintenance, core error, internal error, internal timeout, socket timeout.
            case 3113, 3401, 5000, 5001, 5002 -> Fault.of(Disposition.TRANSIENT, "");
            case 6004 ->
                Fault.of(
                        Disposition.RATE_LIMITED,
                        ": the key is used by something else too, or too many accounts share it");
            case 4005 -> Fault.of(Disposition.NONCE_REJECTED, ": the key is used by something else too");
            case 4013, 6005 -> Fault.of(Disposition.CLOCK_REJECTED, "");
            // Member or account not found; missing headers or bad signature; key unknown, invalid or not permitted.
            case 1202, 4101 -> rejected(": check that the key belongs to the account");
            case 4001 -> rejected(": check the key and whether a proxy drops the X-API headers");
            case 4003 -> rejected(": check the secret");
            case 6000, 6001, 6002 -> rejected(": check the key and its permissions");
            case 6003 -> rejected(": this machine's IP address is not on the key's allow-list");
            // Malformed request, parameters or nonce: a bug.
            case 4000, 4002, 4012, 4017, 4018 -> Fault.of(Disposition.UNEXPECTED, "");
            default -> Fault.of(code / 1000 == 5 ? Disposition.TRANSIENT : Disposition.UNDOCUMENTED, "");
        };
    }

    private static Fault rejected(String advice) {
        return Fault.of(Disposition.CREDENTIALS_REJECTED, advice);
    }
}
