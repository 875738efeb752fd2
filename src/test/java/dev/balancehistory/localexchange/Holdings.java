package dev.balancehistory.localexchange;

import dev.balancehistory.localexchange.venue.Venue;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** The holdings of an account at an instant. */
@FunctionalInterface
public interface Holdings {

    /** {@code now} has whole milliseconds, so that equal response times can list equal balances. */
    List<Holding> at(Instant now);

    /** The same holdings at each instant; without any, the account has an empty list. */
    static Holdings fixed(Holding... holdings) {
        List<Holding> all = List.of(holdings);
        return now -> all;
    }

    /** The five currencies of the published example, digit for digit. */
    static Holdings seed() {
        return fixed(
                new Holding("BCH", "1000000000", "1000000000"),
                new Holding("XRP", "1000003043.7", "1000002063.7"),
                new Holding("ETH", "1000107794.9999858", "1000107794.9999858"),
                new Holding("BTC", "3999974992.35615", "3999970806.72614"),
                new Holding("USDT", "1000000000", "999998671.673"));
    }

    /** A zero, 18 decimals, the odd codes of the exchange, and a second wallet where it has one. */
    static Holdings unusual(Venue venue) {
        List<Holding> all = UnusualHoldings.of(venue);
        return now -> all;
    }

    /** Both, one behind the other. */
    default Holdings and(Holdings more) {
        return now -> Stream.concat(at(now).stream(), more.at(now).stream()).toList();
    }

    /** Six currencies that move as time goes by: the same for the same seed and second, different a second later. */
    static Holdings moving(long seed) {
        return new MovingHoldings(seed);
    }
}
