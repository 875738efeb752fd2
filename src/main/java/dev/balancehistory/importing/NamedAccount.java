package dev.balancehistory.importing;

import dev.balancehistory.balance.Account;
import dev.balancehistory.balance.ResponseBody;
import dev.balancehistory.exchange.AccountExchanges;
import dev.balancehistory.exchange.Adapters;
import dev.balancehistory.exchange.Reading;
import dev.balancehistory.exchange.ResponseReader;
import dev.balancehistory.process.Outcome;
import dev.balancehistory.process.Problem;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The account that the user named for responses, which contain no name, and the reader of its exchange. */
final class NamedAccount {
    private static final Logger log = LoggerFactory.getLogger(NamedAccount.class);

    private final @Nullable String name;
    private final ImportChunks chunks;
    private final Adapters adapters;
    private final AccountExchanges exchanges;

    /**
     * @param name null if each line names its account
     * @param exchanges returns the exchange of an account that is not in the history
     */
    NamedAccount(@Nullable String name, ImportChunks chunks, Adapters adapters, AccountExchanges exchanges) {
        this.name = name;
        this.chunks = chunks;
        this.adapters = adapters;
        this.exchanges = exchanges;
    }

    /** Returns its name; null if each line names its account. */
    @Nullable
    String name() {
        return name;
    }

    /** Returns whether the user named another account than this one. */
    boolean isOther(String account) {
        return name != null && !name.equals(account);
    }

    /**
     * Returns the account, adding it if the history has none.
     *
     * @param file the file to read
     * @throws Problem if the user named none, or this version has no reader for its exchange
     */
    Account of(String file) {
        if (name == null) {
            throw new Problem(
                    Outcome.USAGE, file + " does not name the account of its responses: name it with --account");
        }
        Account account = chunks.known(name);
        if (account == null) {
            String exchange = exchanges.exchangeOf(name);
            // Looked up first, since an account keeps its exchange, even a wrong one.
            reader(name, exchange);
            account = chunks.account(name, exchange);
        }
        return account;
    }

    /**
     * Returns the reader of the account's responses.
     *
     * @throws Problem if this version has none for its exchange
     */
    ResponseReader reader(Account account) {
        return reader(account.name(), account.exchange());
    }

    private ResponseReader reader(String account, String exchange) {
        ResponseReader reader = adapters.readerOf(exchange);
        if (reader == null) {
            throw new Problem(
                    Outcome.CONFIGURATION,
                    "account " + account + " is of the exchange '" + exchange
                            + "', whose responses this version does not read: import an exported history");
        }
        return reader;
    }

    /** Reads a response. A bug in the reader rejects this response, not all that follow. */
    static Reading read(ResponseReader reader, byte[] body, Instant now, String file) {
        try {
            return reader.read(ResponseBody.of(body), now);
        } catch (RuntimeException e) {
            log.error("A response in {} can't be read because of a bug in this program", file, e);
            return new Reading.Malformed("the reader failed: " + e.getClass().getSimpleName(), false);
        }
    }
}
