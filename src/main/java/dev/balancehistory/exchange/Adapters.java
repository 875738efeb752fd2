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
 * The exchanges and the readable formats of responses. Each adapter and reader is created at its first use. Safe for
 * many threads.
 */
public final class Adapters {
    private final Map<String, Entry> entries = new TreeMap<>();
    private final Map<String, Supplier<ResponseReader>> formats = new TreeMap<>();
    private final Map<String, BalanceSource> sources = new ConcurrentHashMap<>();
    private final Map<String, ResponseReader> readers = new ConcurrentHashMap<>();

    /**
     * An exchange.
     *
     * @param exchange the name of the exchange
     * @param format the format of the responses that it sends now
     * @param source creates the adapter
     * @param reader creates the reader of that format
     */
    public record Entry(
            String exchange, String format, Supplier<BalanceSource> source, Supplier<ResponseReader> reader) {}

    /**
     * Registers exchanges and formats.
     *
     * @param exchanges an entry for each exchange
     * @param others creates the readers of the formats that no exchange sends now, by format
     * @throws IllegalStateException if an exchange or a format is registered twice
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
            throw new IllegalStateException(name + " is registered twice");
        }
    }

    /** Returns the names of the exchanges. */
    public SortedSet<String> names() {
        return new TreeSet<>(entries.keySet());
    }

    /** Returns the adapter of this exchange; null if the exchange is unknown. */
    public @Nullable BalanceSource named(String exchange) {
        Entry entry = entries.get(exchange);
        return entry == null
                ? null
                : sources.computeIfAbsent(exchange, name -> entry.source().get());
    }

    /** Returns the reader of the responses that this exchange sends now; null if the exchange is unknown. */
    public @Nullable ResponseReader readerOf(String exchange) {
        Entry entry = entries.get(exchange);
        return entry == null ? null : reader(entry.format());
    }

    /** Returns the reader of this format; null if the format is unknown. */
    public @Nullable ResponseReader reader(String format) {
        Supplier<ResponseReader> reader = formats.get(format);
        return reader == null ? null : readers.computeIfAbsent(format, name -> reader.get());
    }

    /** Returns the readable formats. */
    public Set<String> formats() {
        return Set.copyOf(formats.keySet());
    }
}
