package dev.balancehistory.localexchange.venue;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The documents of one exchange as code; {@link VenueApi} applies them. */
interface Rules {

    /** The wallet of an asset that names none. */
    String mainWallet();

    List<Endpoint> endpoints();

    List<Fault> faults();

    /** No limit where the documents publish none. */
    default List<Limit> limits() {
        return List.of();
    }

    /** The headers in which the exchange reports a limit's use. */
    default Map<String, String> usage(Limit.Use use) {
        return Map.of();
    }

    /** Reads the credentials off a request that has not been checked. */
    Shown shown(Call call);

    /** Checks what needs no account: headers that must be there. */
    default void checkForm(Call call) throws Rejected {}

    /** Checks window, passphrase, signature and nonce of a key that is registered. */
    void check(Call call, VenueAccount account, Instant now) throws Rejected;

    /** Recomputes the signature, whatever the endpoint and the time. */
    boolean signedBy(VenueAccount account, Call call);

    /** The fault of a key that is not registered. */
    String unknownKey();

    /** The fault of a key that may not read. */
    String denied();

    /** The fault of a parameter that is missing, malformed or unknown. */
    String badRequest();

    /** Writes the body of a failure. */
    String body(Fault fault, Instant now);
}
