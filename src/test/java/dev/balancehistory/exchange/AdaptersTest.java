package dev.balancehistory.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.balancehistory.exchange.bitfront.Bitfront;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AdaptersTest {
    private final Bitfront bitfront =
            new Bitfront(new HttpSettings(Duration.ofSeconds(1), Duration.ofSeconds(1), 1_000, 1));
    private final ExportedSnapshotReader exported = new ExportedSnapshotReader();

    @AfterEach
    void close() {
        bitfront.close();
    }

    @Test
    void anExchangeIsFoundByItsNameAndAReaderByItsFormat() {
        Adapters adapters = new Adapters(List.of(bitfront), List.of(exported));
        assertThat(adapters.named("bitfront")).isSameAs(bitfront);
        assertThat(adapters.byName()).containsOnlyKeys("bitfront");
        assertThat(adapters.reader("bitfront/1")).isSameAs(bitfront.reader());
        assertThat(adapters.reader("balance-history/1")).isSameAs(exported);
        assertThat(adapters.formats()).containsExactlyInAnyOrder("bitfront/1", "balance-history/1");
    }

    @Test
    void anUnknownNameOrFormatIsNotThere() {
        Adapters adapters = new Adapters(List.of(bitfront), List.of(exported));
        assertThat(adapters.named("Bitfront")).isNull();
        assertThat(adapters.named("balance-history")).isNull();
        assertThat(adapters.reader("bitfront/2")).isNull();
        assertThat(adapters.reader("bitfront")).isNull();
    }

    @Test
    void twoReadersOfOneFormatAreADefect() {
        assertThatIllegalStateException()
                .isThrownBy(() -> new Adapters(List.of(bitfront), List.of(exported, exported)));
        assertThatIllegalStateException().isThrownBy(() -> new Adapters(List.of(bitfront), List.of(bitfront.reader())));
        assertThatIllegalStateException().isThrownBy(() -> new Adapters(List.of(bitfront, bitfront), List.of()));
    }
}
