package dev.balancehistory.localexchange.venue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A new key of an exchange, in one of the forms in which the exchange hands out keys.
 *
 * @param form what distinguishes it from the exchange's other forms; empty if there is one form only
 * @param passphrase a text that the exchanges without passphrases do not read
 */
public record TestIdentity(Venue venue, String form, String key, String secret, String passphrase) {

    /** Makes a key of each form that the exchange has. */
    public static List<TestIdentity> on(Venue venue) {
        return switch (venue) {
            case KRAKEN -> List.of(of(venue, "", TestKeys.krakenSecret()));
            case BINANCE ->
                List.of(of(venue, "HMAC", TestKeys.hmacSecret()), of(venue, "Ed25519", TestKeys.ed25519Pem()));
            case COINBASE ->
                Stream.of(
                                of(venue, "SEC1", TestKeys.ecSec1Pem()),
                                of(venue, "SEC1 escaped", TestKeys.ecSec1Pem().replace("\n", "\\n")),
                                of(venue, "PKCS#8", TestKeys.ecPkcs8Pem()),
                                of(venue, "Ed25519", TestKeys.ed25519Base64()),
                                of(venue, "Ed25519 PEM", TestKeys.ed25519Pem()))
                        .map(identity -> identity.withKey(TestKeys.coinbaseKeyName()))
                        .toList();
            default -> List.of(of(venue, "", TestKeys.hmacSecret()));
        };
    }

    /** Makes a key of each form of each of these exchanges. */
    public static List<TestIdentity> onEach(List<Venue> venues) {
        List<TestIdentity> all = new ArrayList<>();
        venues.forEach(venue -> all.addAll(on(venue)));
        return all;
    }

    private static TestIdentity of(Venue venue, String form, String secret) {
        return new TestIdentity(venue, form, TestKeys.hmacSecret(), secret, "correct horse battery");
    }

    private TestIdentity withKey(String other) {
        return new TestIdentity(venue, form, other, secret, passphrase);
    }

    /** Returns the same key with a new secret of the same form. */
    public TestIdentity withOtherSecret() {
        String other = on(venue).stream()
                .filter(identity -> identity.form().equals(form))
                .findFirst()
                .orElseThrow()
                .secret();
        return new TestIdentity(venue, form, key, other, passphrase);
    }

    @Override
    public String toString() {
        return (venue.word() + " " + form).strip();
    }
}
