package dev.balancehistory.localexchange;

import dev.balancehistory.localexchange.venue.Venue;
import java.util.List;
import java.util.stream.Stream;

/** Balances that a reader of an exchange can stumble over, as far as the exchange has them. */
final class UnusualHoldings {

    private static final Holding ZERO = new Holding("APE", "0", "0");
    private static final Holding EIGHTEEN_DECIMALS =
            new Holding("SHIB", "123456789.123456789012345678", "23456789.123456789012345678");
    private static final Holding LEADING_DIGIT = new Holding("1INCH", "12.50", "10");
    private static final Holding CHINESE = new Holding("币安人生", "7", "7");
    private static final Holding WON = new Holding("KRW", "1500000.5", "1480000.5");
    private static final Holding DEBT = new Holding("USDC", "-3.25", "-3.25");

    private UnusualHoldings() {}

    static List<Holding> of(Venue venue) {
        return Stream.of(List.of(ZERO, EIGHTEEN_DECIMALS), own(venue))
                .flatMap(List::stream)
                .toList();
    }

    private static List<Holding> own(Venue venue) {
        return switch (venue) {
            case UPBIT, BITHUMB -> List.of(LEADING_DIGIT, WON);
            case BINANCE ->
                List.of(LEADING_DIGIT, CHINESE, new Holding("LDUSDT", "12.5", "12.5"), second("funding", "USDT"));
            case KRAKEN ->
                List.of(
                        LEADING_DIGIT,
                        new Holding("XBT.F", "0.0100000000", "0.0100000000"),
                        new Holding("DOT28.S", "41.5", "0"),
                        // More is available than held: the account has a credit.
                        new Holding("ZGBP", "20.5000", "25"));
            case BYBIT, OKX -> List.of(LEADING_DIGIT, DEBT, second("funding", "USDT"));
            case KUCOIN -> List.of(LEADING_DIGIT, second("trade", "USDT"));
            case MEXC, GATE -> List.of(LEADING_DIGIT, CHINESE);
            case COINBASE, BITGET -> List.of(LEADING_DIGIT);
            case BITSTAMP -> List.of(new Holding("1inch", "12.50", "10"), new Holding("usd", "100.00", "90.00"));
        };
    }

    /** A currency that the main wallet can have too. */
    private static Holding second(String wallet, String currency) {
        return new Holding(wallet, currency, "26.5", "20");
    }
}
