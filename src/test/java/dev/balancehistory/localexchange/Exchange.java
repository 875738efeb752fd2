package dev.balancehistory.localexchange;

import dev.balancehistory.localexchange.venue.Permission;
import java.util.Set;

/** The part that the server plays: BITFRONT or a living exchange. */
interface Exchange {

    /** Registers a key; one that is known already starts anew. */
    void register(String apiKey, String apiSecret, String passphrase);

    void permit(String apiKey, Set<Permission> permissions);

    /** Checks a request, which uses up its nonce and its part of the rate. */
    Visit visit(Request request);

    /** Whether {@link Visit#fault} knows this code. */
    boolean hasFault(String code);
}
