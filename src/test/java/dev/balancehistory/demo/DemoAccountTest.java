package dev.balancehistory.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.balancehistory.exchange.Adapters;
import dev.balancehistory.exchange.registry.Exchanges;
import dev.balancehistory.localexchange.LocalExchange;
import dev.balancehistory.localexchange.Settings;
import dev.balancehistory.localexchange.venue.Venue;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DemoAccountTest {
    private static final URI BASE = URI.create("http://127.0.0.1:1");

    @Test
    void theAccountOnBitfrontHasFixedSettings() {
        assertThat(DemoAccount.on("bitfront").settings(BASE))
                .containsExactly(
                        "--recorder.accounts.demo.exchange=bitfront",
                        "--recorder.accounts.demo.base-url=http://127.0.0.1:1",
                        "--recorder.accounts.demo.api-key=demo-key",
                        "--recorder.accounts.demo.api-secret=demo-secret");
    }

    @ParameterizedTest
    @EnumSource
    void theAccountOnALivingExchangeHasCredentialsThatFit(Venue venue) {
        DemoAccount account = DemoAccount.on(venue.word());
        try (LocalExchange exchange = account.start(Settings.strict())) {
            assertThat(account.settings(exchange.baseUrl()))
                    .contains(
                            "--recorder.accounts.demo.exchange=" + venue.word(),
                            "--recorder.accounts.demo.base-url=" + exchange.baseUrl())
                    .noneMatch(setting -> setting.contains("\n"));
        }
        assertThat(account.settings(BASE).toString().contains("passphrase"))
                .isEqualTo(venue == Venue.OKX || venue == Venue.KUCOIN || venue == Venue.BITGET);
        assertThat(account.secret())
                .matches(
                        switch (venue) {
                            case KRAKEN -> "[A-Za-z0-9+/]{86}==";
                            case COINBASE ->
                                "-----BEGIN EC PRIVATE KEY-----\\\\n.*\\\\n-----END EC PRIVATE KEY-----\\\\n";
                            default -> "[0-9a-f]{64}";
                        });
    }

    @Test
    void everyExchangeHasAName() {
        assertThat(DemoAccount.EXCHANGES)
                .startsWith("bitfront", "upbit")
                .hasSize(Venue.values().length + 1)
                .doesNotContain("mtgox");
        assertThat(DemoAccount.EXCHANGES)
                .allSatisfy(name -> assertThat(DemoAccount.on(name).key()).isNotEmpty());
    }

    /** As the README states. */
    @Test
    void everyExchangeThatCanBeRecordedCanBePlayed() {
        Adapters adapters = Exchanges.all(() -> {
            throw new IllegalStateException("names need no transport");
        });

        assertThat(DemoAccount.EXCHANGES).containsExactlyInAnyOrderElementsOf(adapters.names());
    }

    @Test
    void theCommandForAnotherTerminalQuotesWhatAShellWouldChange() {
        assertThat(DemoCommands.quoted("--recorder.accounts.demo.api-key=a/B+c=="))
                .doesNotContain("'");
        assertThat(DemoCommands.quoted("a b\\n'c'")).isEqualTo("'a b\\n'\\''c'\\'''");
    }
}
