package dev.balancehistory.importing;

import dev.balancehistory.archive.AccountRegistry;
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

/** The account that the user named, whose responses the files have, and the reader of its exchange. */
final class NamedAccount {
    private static final Logger log = LoggerFactory.getLogger(NamedAccount.class);

    private final @Nullable String name;
    private final ImportChunks chunks;
    private final Adapters adapters;
    private final AccountExchanges configuration;
    private final ImportReport report;
    private final Instant now;
    private @Nullable String exchange;

    /**
     * @param name null if the user named none, so that each line names its account
     * @param now the start of the import
     */
    NamedAccount(
            @Nullable String name,
            ImportChunks chunks,
            Adapters adapters,
            AccountExchanges configuration,
            ImportReport report,
            Instant now) {
        this.name = name;
        this.chunks = chunks;
        this.adapters = adapters;
        this.configuration = configuration;
        this.report = report;
        this.now = now;
    }

    @Nullable
    String name() {
        return name;
    }

    boolean isGiven() {
        return name != null;
    }

    /** Returns whether the user named another account. */
    boolean excludes(String other) {
        return name != null && !name.equals(other);
    }

    /**
     * Returns the account, adding it if the history has none. An account keeps its exchange, even a wrong one: it is
     * added only for a response that the exchange's reader accepts.
     *
     * @throws Problem if the user named none
     */
    Account account() {
        String its = exchange();
        return chunks.account(required(), its);
    }

    /** Returns the account; null if the history has none, and no response has added it. */
    @Nullable
    Account known() {
        return name == null ? null : chunks.known(name);
    }

    private String required() {
        if (name == null) {
            throw new Problem(
                    Outcome.USAGE,
                    report.file() + " does not name the account of its responses: name it with --account");
        }
        return name;
    }

    /** Returns the recorded exchange, else the configured one. */
    private String exchange() {
        if (exchange == null) {
            String its = required();
            Account known = chunks.known(its);
            String configured = configuration.exchanges().get(its);
            if (known != null && configured != null && !configured.equals(known.exchange())) {
                throw AccountRegistry.otherExchange(known, configured);
            }
            exchange = known == null ? configuration.exchangeOf(its) : known.exchange();
        }
        return exchange;
    }

    /** Returns the format of its responses. */
    String format() {
        return reader().format();
    }

    /** Reads a response. A bug in the reader rejects one response, not all that follow. */
    Reading read(byte[] body) {
        ResponseReader reader = reader();
        try {
            return reader.read(ResponseBody.of(body), now);
        } catch (RuntimeException e) {
            log.error("A response in {} can't be read because of a bug in this program", report.file(), e);
            return new Reading.Malformed("the reader failed: " + e.getClass().getSimpleName(), false);
        }
    }

    private ResponseReader reader() {
        String its = exchange();
        ResponseReader reader = adapters.readerOf(its);
        if (reader == null) {
            throw new Problem(
                    Outcome.CONFIGURATION,
                    "account " + name + " is of the exchange '" + its
                            + "', whose responses this version does not read: import an exported history");
        }
        return reader;
    }
}
