package dev.balancehistory.exchange;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The exchanges that balances can be fetched from, and the formats of responses that can be read. */
public final class Adapters {
    private final Map<String, BalanceSource> sources;
    private final Map<String, ResponseReader> readers;

    /**
     * @param sources one for each exchange
     * @param readers of the formats that no exchange sends
     */
    public Adapters(Collection<BalanceSource> sources, Collection<ResponseReader> readers) {
        this.sources =
                sources.stream().collect(Collectors.toUnmodifiableMap(BalanceSource::exchange, Function.identity()));
        this.readers = Stream.concat(sources.stream().map(BalanceSource::reader), readers.stream())
                .collect(Collectors.toUnmodifiableMap(ResponseReader::format, Function.identity()));
    }

    /** Returns the exchanges by name. */
    public Map<String, BalanceSource> byName() {
        return sources;
    }

    /** Returns the exchange of this name; null if there is none. */
    public @Nullable BalanceSource named(String exchange) {
        return sources.get(exchange);
    }

    /** Returns the reader of this format; null if there is none. */
    public @Nullable ResponseReader reader(String format) {
        return readers.get(format);
    }

    /** Returns the formats that can be read. */
    public Set<String> formats() {
        return readers.keySet();
    }
}
