package dev.balancehistory.localexchange;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The exchange's checks of a request for balances; the first that fails decides the response's status code.
 *
 * <ol>
 *   <li>another method than GET: 4017
 *   <li>one of the four headers missing or empty: 4001
 *   <li>one of the four headers given twice: 4000
 *   <li>an unregistered key (keys are case-sensitive): 6001
 *   <li>a nonce that is no positive 5-digit number, 10000 to 99999: 4018
 *   <li>a timestamp that is not 1 to 18 digits: 4013
 *   <li>a timestamp more than 1 s ahead of the exchange's clock, or 5 s or more behind: 6005
 *   <li>a signature other than the lower-case hex HMAC-SHA256 of nonce, timestamp, method, path, query and body: 4003
 *   <li>a nonce, and with it a signature, used before with the same timestamp and key: 4005
 *   <li>any query parameter or body: 4000
 *   <li>more than 3 requests in a second or 60 in a minute that got this far: 6004
 * </ol>
 *
 * <p>The codes are documented; the order is not, so it is our own. Only the key's owner can use up a nonce or the rate:
 * both come after the signature.
 */
final class RequestCheck {

    private static final Set<String> HEADERS = Set.of(Request.API_KEY, Request.TIMESTAMP, Request.NONCE, Request.SIGN);
    private static final Pattern NONCE = Pattern.compile("[1-9][0-9]{4}");
    private static final Pattern TIMESTAMP = Pattern.compile("[0-9]{1,18}");
    private static final long MAX_AHEAD_MILLIS = 1_000;
    private static final long TOO_OLD_MILLIS = 5_000;

    private final Map<String, Keyring> accounts;
    private final InstantSource clock;
    private final boolean rateLimited;

    RequestCheck(Map<String, Keyring> accounts, InstantSource clock, boolean rateLimited) {
        this.accounts = accounts;
        this.clock = clock;
        this.rateLimited = rateLimited;
    }

    StatusCode check(Request request) {
        if (!request.method().equals("GET")) {
            return StatusCode.UNSUPPORTED_METHOD;
        }
        if (HEADERS.stream()
                .anyMatch(
                        name -> request.count(name) == 0 || request.header(name).isEmpty())) {
            return StatusCode.HEADER_MISSING;
        }
        if (HEADERS.stream().anyMatch(name -> request.count(name) > 1)) {
            return StatusCode.BAD_REQUEST;
        }
        Keyring account = accounts.get(request.header(Request.API_KEY));
        if (account == null) {
            return StatusCode.UNREGISTERED_KEY;
        }
        if (!NONCE.matcher(request.header(Request.NONCE)).matches()) {
            return StatusCode.INVALID_NONCE;
        }
        if (!TIMESTAMP.matcher(request.header(Request.TIMESTAMP)).matches()) {
            return StatusCode.INVALID_TIMESTAMP;
        }
        synchronized (account) {
            // Read under the lock, so that a key's rate window sees time in order.
            return check(request, account, clock.instant());
        }
    }

    private StatusCode check(Request request, Keyring account, Instant now) {
        long timestamp = Long.parseLong(request.header(Request.TIMESTAMP));
        long ahead = timestamp - now.toEpochMilli();
        if (ahead > MAX_AHEAD_MILLIS || ahead <= -TOO_OLD_MILLIS) {
            return StatusCode.TIMESTAMP_OUT_OF_WINDOW;
        }
        String signature = Signature.of(account.apiSecret(), Signature.text(request));
        if (!Signature.matches(signature, request.header(Request.SIGN))) {
            return StatusCode.INVALID_SIGNATURE;
        }
        if (!account.nonces().use(timestamp, request.header(Request.NONCE), now)) {
            return StatusCode.SIGNATURE_REUSED;
        }
        if (request.hasParameters()) {
            return StatusCode.BAD_REQUEST;
        }
        return rateLimited && !account.rate().admit(now) ? StatusCode.RATE_LIMITED : StatusCode.SUCCESS;
    }
}
