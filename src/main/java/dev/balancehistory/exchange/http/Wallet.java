package dev.balancehistory.exchange.http;

import dev.balancehistory.balance.Balance;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * A wallet and its requests.
 *
 * @param name the name in the configuration: lower-case letters, digits, underscores and hyphens
 * @param first the first request
 * @param pages the function that creates each further request; null if the wallet has one request. It receives the
 *     previous request, and the name of the next one in its response.
 */
public record Wallet(String name, Request first, @Nullable BiFunction<Request, String, Request> pages) {
    /**
     * @throws IllegalArgumentException if the name is not valid
     */
    public Wallet {
        if (!Balance.isWallet(name)) {
            throw new IllegalArgumentException(name + " is not a valid name of a wallet");
        }
    }
}
