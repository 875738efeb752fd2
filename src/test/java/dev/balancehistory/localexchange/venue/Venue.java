package dev.balancehistory.localexchange.venue;

import java.time.InstantSource;
import java.util.Locale;
import java.util.function.Supplier;

/** The living exchanges that the local exchange can play. */
public enum Venue {
    UPBIT(UpbitVenue::new),
    BINANCE(BinanceVenue::new),
    KRAKEN(KrakenVenue::new),
    COINBASE(CoinbaseVenue::new),
    BYBIT(BybitVenue::new),
    OKX(OkxVenue::new),
    BITHUMB(BithumbVenue::new),
    KUCOIN(KucoinVenue::new),
    BITGET(BitgetVenue::new),
    MEXC(MexcVenue::new),
    GATE(GateVenue::new),
    BITSTAMP(BitstampVenue::new);

    private final Supplier<Rules> rules;

    Venue(Supplier<Rules> rules) {
        this.rules = rules;
    }

    /** Opens the exchange without any key. */
    public VenueApi open(InstantSource clock, boolean rateLimited) {
        return new VenueApi(rules.get(), clock, rateLimited);
    }

    /** Returns its name as settings write it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    Rules rules() {
        return rules.get();
    }
}
