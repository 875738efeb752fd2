package dev.balancehistory.app;

import dev.balancehistory.exchange.Adapters;
import dev.balancehistory.exchange.BalanceSource;
import dev.balancehistory.exchange.HttpSettings;
import dev.balancehistory.exchange.http.HttpTransport;
import dev.balancehistory.exchange.registry.Exchanges;
import dev.balancehistory.localexchange.venue.TestKeys;
import dev.balancehistory.localexchange.venue.Venue;
import dev.balancehistory.support.Patience;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** A living exchange that has an adapter, and what makes a secret in one of the forms that it hands out. */
record VenueForm(Venue venue, String name, Supplier<String> secret) {
    static final String KEY = "canary-key-7f3a9c51d2e4";
    static final String PASSPHRASE = "canary horse 0b8e64f1";

    private static final Adapters ADAPTERS =
            Exchanges.all(() -> new HttpTransport(new HttpSettings(Patience.LIMIT, Patience.LIMIT, 256 * 1024, 1)));

    /** Those with a request that reports what a key may do. */
    private static final Set<Venue> KEY_CHECKS =
            EnumSet.of(Venue.BINANCE, Venue.KRAKEN, Venue.COINBASE, Venue.BYBIT, Venue.OKX, Venue.KUCOIN);

    static Stream<VenueForm> all() {
        return Arrays.stream(Venue.values())
                .filter(venue -> ADAPTERS.names().contains(venue.word()))
                .flatMap(VenueForm::of);
    }

    static Stream<VenueForm> withTime() {
        return all().filter(form -> form.source().timestampWindow() != null);
    }

    static Stream<VenueForm> ofSeveralWallets() {
        return all().filter(form -> form.source().wallets().size() > 1);
    }

    static Stream<VenueForm> withKeyCheck() {
        return all().filter(form -> KEY_CHECKS.contains(form.venue()));
    }

    private static Stream<VenueForm> of(Venue venue) {
        return switch (venue) {
            case BINANCE ->
                Stream.of(
                        new VenueForm(venue, " HMAC", TestKeys::hmacSecret),
                        new VenueForm(venue, " Ed25519", TestKeys::ed25519Pem));
            case KRAKEN -> Stream.of(new VenueForm(venue, "", TestKeys::krakenSecret));
            case COINBASE ->
                Stream.of(
                        new VenueForm(venue, " SEC1", TestKeys::ecSec1Pem),
                        new VenueForm(venue, " PKCS#8", TestKeys::ecPkcs8Pem),
                        new VenueForm(venue, " Ed25519", TestKeys::ed25519Base64),
                        new VenueForm(venue, " Ed25519 PEM", TestKeys::ed25519Pem));
            default -> Stream.of(new VenueForm(venue, "", TestKeys::hmacSecret));
        };
    }

    BalanceSource source() {
        return ADAPTERS.named(venue.word());
    }

    /** Returns the passphrase; empty where keys have none. */
    String passphrase() {
        return source().credentialForm().passphrase() ? PASSPHRASE : "";
    }

    @Override
    public String toString() {
        return venue + name;
    }
}
