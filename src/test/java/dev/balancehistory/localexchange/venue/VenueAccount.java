package dev.balancehistory.localexchange.venue;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;

/** A registered key and what the exchange remembers of it; its monitor guards nonces and failures. */
final class VenueAccount {

    private final String key;
    private final String secret;
    private final String passphrase;
    private final Set<String> usedNonces = new HashSet<>();
    private BigInteger highestNonce = BigInteger.ZERO;
    private int failuresInARow;
    private Instant lockedUntil = Instant.MIN;
    private volatile Set<Permission> permissions = Set.of(Permission.READ);

    VenueAccount(String key, String secret, String passphrase) {
        this.key = key;
        this.secret = secret;
        this.passphrase = passphrase;
    }

    String key() {
        return key;
    }

    String secret() {
        return secret;
    }

    String passphrase() {
        return passphrase;
    }

    Set<Permission> permissions() {
        return permissions;
    }

    void permit(Set<Permission> others) {
        permissions = Set.copyOf(others);
    }

    boolean locked(Instant now) {
        return now.isBefore(lockedUntil);
    }

    /** Counts a failed signature; so many in a row lock the account. */
    void failed(Instant now, int many, Duration lock) {
        failuresInARow++;
        if (failuresInARow >= many) {
            lockedUntil = now.plus(lock);
            failuresInARow = 0;
        }
    }

    void succeeded() {
        failuresInARow = 0;
    }

    /** Returns whether this is the nonce's first use, which uses it up. */
    boolean use(String nonce) {
        return usedNonces.add(nonce);
    }

    /** Returns whether the nonce is higher than all before, and remembers it then. */
    boolean raise(BigInteger nonce) {
        boolean higher = nonce.compareTo(highestNonce) > 0;
        highestNonce = nonce.max(highestNonce);
        return higher;
    }
}
