package dev.balancehistory.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class AdaptersTest {
    private static final Supplier<ResponseReader> EXPORTED = ExportedSnapshotReader::new;
    private static final String EXPORTED_FORMAT = "balance-history/1";

    private final AtomicInteger created = new AtomicInteger();
    private final SingleRequestSource source = new SingleRequestSource("one") {};
    private final Adapters.Entry one = entry("one", "one/1");
    private final Adapters adapters =
            new Adapters(List.of(one, entry("other", "other/1")), Map.of(EXPORTED_FORMAT, EXPORTED));

    private Adapters.Entry entry(String exchange, String format) {
        return new Adapters.Entry(
                exchange,
                format,
                () -> {
                    created.incrementAndGet();
                    return source;
                },
                EXPORTED);
    }

    @Test
    void anExchangeIsFoundByItsNameAndAReaderByItsFormat() {
        assertThat(adapters.names()).containsExactly("one", "other");
        assertThat(adapters.named("one")).isSameAs(source);
        assertThat(adapters.readerOf("one")).isSameAs(adapters.reader("one/1"));
        assertThat(adapters.reader(EXPORTED_FORMAT)).isInstanceOf(ExportedSnapshotReader.class);
        assertThat(adapters.formats()).containsExactlyInAnyOrder("one/1", "other/1", EXPORTED_FORMAT);
    }

    @Test
    void anExchangeIsCreatedOnceAndOnlyForAnAccount() {
        adapters.names();
        adapters.formats();
        adapters.reader("one/1");
        adapters.readerOf("one");
        assertThat(created).hasValue(0);
        adapters.named("one");
        adapters.named("one");
        assertThat(created).hasValue(1);
    }

    @Test
    void anUnknownNameOrFormatIsNull() {
        assertThat(adapters.named("One")).isNull();
        assertThat(adapters.named("balance-history")).isNull();
        assertThat(adapters.readerOf("balance-history")).isNull();
        assertThat(adapters.reader("one/2")).isNull();
        assertThat(adapters.reader("one")).isNull();
    }

    @Test
    void aDuplicateNameOrFormatIsABug() {
        assertThatIllegalStateException().isThrownBy(() -> new Adapters(List.of(one, one), Map.of()));
        assertThatIllegalStateException().isThrownBy(() -> new Adapters(List.of(one), Map.of("one/1", EXPORTED)));
    }
}
