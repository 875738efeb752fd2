package dev.balancehistory.localexchange.venue;

import java.math.BigDecimal;
import java.util.List;

/**
 * One currency of one wallet; its numbers are texts, so that each digit reaches the client.
 *
 * @param wallet the wallet's name
 * @param currency the code as the exchange writes it
 * @param total all that the account holds of it
 * @param available the part that is free
 */
public record Asset(String wallet, String currency, String total, String available) {

    boolean zero() {
        return number(total).signum() == 0 && number(available).signum() == 0;
    }

    boolean positive() {
        return number(total).signum() > 0;
    }

    /** Returns the part that is not available. */
    String held() {
        return number(total).subtract(number(available)).toPlainString();
    }

    /** Returns the held part as two that both count, for exchanges that list it in two fields. */
    List<String> heldInTwo() {
        BigDecimal held = number(held());
        BigDecimal second = held.signum() == 0 ? held : held.ulp();
        return List.of(held.subtract(second).toPlainString(), second.toPlainString());
    }

    /** Returns the number with at least so many decimals. */
    static String padded(String number, int decimals) {
        BigDecimal value = number(number);
        return value.setScale(Math.max(decimals, value.scale())).toPlainString();
    }

    static BigDecimal number(String text) {
        return new BigDecimal(text);
    }
}
