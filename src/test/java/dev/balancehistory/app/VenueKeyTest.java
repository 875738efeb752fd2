package dev.balancehistory.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.balancehistory.exchange.Credentials;
import dev.balancehistory.exchange.KeyFinding;
import dev.balancehistory.exchange.Moment;
import dev.balancehistory.localexchange.Holdings;
import dev.balancehistory.localexchange.LocalExchange;
import dev.balancehistory.localexchange.Settings;
import dev.balancehistory.localexchange.venue.Permission;
import dev.balancehistory.support.Patience;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The facts that each living exchange reports about a key. */
class VenueKeyTest {
    @ParameterizedTest
    @MethodSource("dev.balancehistory.app.VenueForm#withKeyCheck")
    void rightsBeyondReadingAreFound(VenueForm form) throws IOException {
        String secret = form.secret().get();
        String passphrase = form.passphrase().isEmpty() ? null : form.passphrase();
        try (LocalExchange exchange = LocalExchange.start(form.venue(), Settings.strict())
                .addAccount(VenueForm.KEY, secret, form.passphrase(), Holdings.fixed())) {
            Credentials credentials = new Credentials(exchange.baseUrl(), VenueForm.KEY, secret, passphrase, List.of());
            List<KeyFinding> reading = form.source().examineKey(credentials, Moment.of(Instant.now()), Patience.LIMIT);
            exchange.permit(VenueForm.KEY, Permission.READ, Permission.TRADE, Permission.WITHDRAW);
            List<KeyFinding> trading = form.source().examineKey(credentials, Moment.of(Instant.now()), Patience.LIMIT);

            assertThat(reading).isNotEmpty();
            List<String> usual = reading.stream().map(KeyFinding::advice).toList();
            assertThat(trading).extracting(KeyFinding::advice).anyMatch(advice -> !usual.contains(advice));
            assertThat(trading.toString()).doesNotContain(VenueForm.KEY).doesNotContain(secret);
        }
    }
}
