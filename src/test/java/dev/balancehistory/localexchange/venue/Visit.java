package dev.balancehistory.localexchange.venue;

import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * The facts that a body is written from.
 *
 * @param call the request
 * @param now the exchange's time
 * @param listed the assets of this wallet and page
 * @param more whether assets follow on a next page
 * @param account the account, or null where no key is needed
 */
record Visit(Call call, Instant now, List<Asset> listed, boolean more, VenueAccount account) {

    long millis() {
        return now.toEpochMilli();
    }

    Set<Permission> permissions() {
        return account.permissions();
    }

    boolean may(Permission permission) {
        return permissions().contains(permission);
    }
}
