package dev.balancehistory.exchange;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The exchanges that balances can be fetched from, and the formats of responses that can be read. Each is created when
 * an account or a response needs it. Safe for many threads.
 */
public final class Adapters {
    private final Map<String, Entry> entries = new TreeMap<>();
    private final Map<String, Supplier<ResponseReader>> formats = new TreeMap<>();
    private final Map<String, BalanceSource> sources = new ConcurrentHashMap<>();
    private final Map<String, ResponseReader> readers = new ConcurrentHashMap<>();

    /**
     * An exchange.
     *
     * @param exchange its name
     * @param format of the responses that it sends now
     * @param source creates what fetches from it
     * @param reader creates the reader of that format
     */
    public record Entry(
            String exchange, String format, Supplier<BalanceSource> source, Supplier<ResponseReader> reader) {}

    /**
     * @param exchanges one entry for each
     * @param others creates the readers of the formats that no exchange sends now, by format
     * @throws IllegalStateException if an exchange or a format is there twice
     */
    public Adapters(Collection<Entry> exchanges, Map<String, Supplier<ResponseReader>> others) {
        exchanges.forEach(entry -> {
            add(entries, entry.exchange(), entry);
            add(formats, entry.format(), entry.reader());
        });
        others.forEach((format, reader) -> add(formats, format, reader));
    }

    private static <T> void add(Map<String, T> map, String name, T value) {
        if (map.put(name, value) != null) {
            throw new IllegalStateException(name + " is there twice");
        }
    }

    /** Returns the names of the exchanges. */
    public SortedSet<String> names() {
        return new TreeSet<>(entries.keySet());
    }

    /** Returns the exchange of this name; null if there is none. */
    public @Nullable BalanceSource named(String exchange) {
        Entry entry = entries.get(exchange);
        return entry == null
                ? null
                : sources.computeIfAbsent(exchange, name -> entry.source().get());
    }

    /** Returns the reader of the responses that this exchange sends now; null if there is no such exchange. */
    public @Nullable ResponseReader readerOf(String exchange) {
        Entry entry = entries.get(exchange);
        return entry == null ? null : reader(entry.format());
    }

    /** Returns the reader of this format; null if there is none. */
    public @Nullable ResponseReader reader(String format) {
        Supplier<ResponseReader> reader = formats.get(format);
        return reader == null ? null : readers.computeIfAbsent(format, name -> reader.get());
    }

    /** Returns the formats that can be read. */
    public Set<String> formats() {
        return Set.copyOf(formats.keySet());
    }
}
