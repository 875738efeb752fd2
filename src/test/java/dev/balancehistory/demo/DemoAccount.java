package dev.balancehistory.demo;

import dev.balancehistory.localexchange.Holdings;
import dev.balancehistory.localexchange.LocalExchange;
import dev.balancehistory.localexchange.Settings;
import dev.balancehistory.localexchange.venue.TestKeys;
import dev.balancehistory.localexchange.venue.Venue;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The one account of the demo: its exchange, its credentials, what it holds.
 *
 * @param venue the living exchange that is played; empty for BITFRONT
 * @param key the API key
 * @param secret the API secret, in one line
 * @param passphrase the passphrase; empty where keys have none
 */
record DemoAccount(Optional<Venue> venue, String key, String secret, String passphrase) {
    static final String BITFRONT = "bitfront";

    /** The names that {@link #on} takes. */
    static final List<String> EXCHANGES = Stream.concat(
                    Stream.of(BITFRONT), Arrays.stream(Venue.values()).map(Venue::word))
            .toList();

    /** Makes credentials that fit the exchange. */
    static DemoAccount on(String exchange) {
        return exchange.equals(BITFRONT)
                ? new DemoAccount(Optional.empty(), "demo-key", "demo-secret", "")
                : on(venue(exchange));
    }

    /** Returns the living exchange of this name. */
    static Venue venue(String exchange) {
        if (!EXCHANGES.contains(exchange)) {
            throw new IllegalArgumentException("no such exchange: " + exchange + "; there are " + EXCHANGES);
        }
        return Venue.valueOf(exchange.toUpperCase(Locale.ROOT));
    }

    private static DemoAccount on(Venue venue) {
        return switch (venue) {
            case KRAKEN -> account(venue, "demo-key", TestKeys.krakenSecret(), "");
            case COINBASE ->
                account(venue, TestKeys.coinbaseKeyName(), TestKeys.ecSec1Pem().replace("\n", "\\n"), "");
            case OKX, KUCOIN, BITGET -> account(venue, "demo-key", TestKeys.hmacSecret(), "demo-passphrase");
            case UPBIT, BINANCE, BYBIT, BITHUMB, MEXC, GATE, BITSTAMP ->
                account(venue, "demo-key", TestKeys.hmacSecret(), "");
        };
    }

    private static DemoAccount account(Venue venue, String key, String secret, String passphrase) {
        return new DemoAccount(Optional.of(venue), key, secret, passphrase);
    }

    /** Starts the exchange with this account on it. */
    LocalExchange start(Settings settings) {
        LocalExchange exchange = venue.map(played -> LocalExchange.start(played, settings))
                .orElseGet(() -> LocalExchange.start(settings));
        return exchange.addAccount(key, secret, passphrase, holdings());
    }

    private Holdings holdings() {
        Holdings moving = Holdings.moving(2018);
        return venue.map(played -> moving.and(Holdings.unusual(played))).orElse(moving);
    }

    /** Returns the settings of the account, which is named demo. */
    List<String> settings(URI baseUrl) {
        List<String> settings = new ArrayList<>();
        settings.add(setting("exchange", venue.map(Venue::word).orElse(BITFRONT)));
        settings.add(setting("base-url", baseUrl.toString()));
        settings.add(setting("api-key", key));
        settings.add(setting("api-secret", secret));
        if (!passphrase.isEmpty()) {
            settings.add(setting("passphrase", passphrase));
        }
        return settings;
    }

    private static String setting(String name, String value) {
        return "--recorder.accounts.demo." + name + "=" + value;
    }
}
