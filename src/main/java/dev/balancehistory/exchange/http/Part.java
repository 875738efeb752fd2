package dev.balancehistory.exchange.http;

import dev.balancehistory.balance.Balance;
import dev.balancehistory.exchange.Reading;
import dev.balancehistory.process.Printable;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The content of one body.
 *
 * @param reading the balances, or the reason why the body has none
 * @param next the name of the next page or request, such as a cursor; null on the last page of a wallet
 * @param ids the ids of the rows, unique in a response; empty if rows have no ids
 * @param wallet the wallet that the body belongs to; null if the body does not show that
 */
public record Part(
        Reading reading,
        @Nullable String next,
        List<String> ids,
        @Nullable String wallet) {
    private static final int MAX_CODE = 100;
    private static final int MAX_MESSAGE = 200;

    /** Creates the content of a body whose rows have no ids. */
    public Part(Reading reading, @Nullable String next) {
        this(reading, next, List.of(), null);
    }

    /** Returns a body with these balances, possibly empty. */
    public static Part of(List<Balance> balances) {
        return new Part(new Reading.Success(List.copyOf(balances), null, null, null), null);
    }

    /** Returns a body in which the exchange reports a failure, by a code and a message that may be empty. */
    public static Part fault(String code, String message) {
        return new Part(
                new Reading.Failure(null, Printable.text(code, MAX_CODE), Printable.text(message, MAX_MESSAGE)), null);
    }

    /** Returns the same content with the name of the next page or request. */
    public Part followedBy(String newNext) {
        return new Part(reading, newNext, ids, wallet);
    }

    /** Returns the same content with the ids of its rows, so that a row on two pages does not count twice. */
    public Part identifiedBy(List<String> newIds) {
        return new Part(reading, next, List.copyOf(newIds), wallet);
    }

    /** Returns the same with the wallet that it belongs to: the body of another one is rejected. */
    public Part ofWallet(String newWallet) {
        return new Part(reading, next, ids, newWallet);
    }

    /** Returns the same content with the response time that the body states. */
    public Part at(Instant responseTime) {
        if (reading instanceof Reading.Success success) {
            return new Part(
                    new Reading.Success(success.balances(), responseTime, success.status(), success.message()),
                    next,
                    ids,
                    wallet);
        }
        if (reading instanceof Reading.Failure failure) {
            return new Part(new Reading.Failure(responseTime, failure.status(), failure.message()), next);
        }
        return this;
    }

    /** Returns the same content with the code and the message by which the exchange reports success. */
    public Part success(String code, String message) {
        return reading instanceof Reading.Success success
                ? new Part(
                        new Reading.Success(
                                success.balances(),
                                success.responseTime(),
                                Printable.text(code, MAX_CODE),
                                Printable.text(message, MAX_MESSAGE)),
                        next,
                        ids,
                        wallet)
                : this;
    }
}
