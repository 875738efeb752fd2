package dev.balancehistory.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.balancehistory.process.Problem;
import dev.balancehistory.support.Environments;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The receivers of messages, as set. */
class MessageTargetsTest {
    private static MessageTargets of(Map<String, Object> properties) {
        return MessageTargets.in(Environments.of(properties));
    }

    @Test
    void nothingIsSetByDefault() {
        assertThat(of(Map.of()).none()).isTrue();
        assertThat(of(Map.of("recorder.ping.url", " ", "recorder.notify.command", ""))
                        .none())
                .isTrue();
        assertThat(of(Map.of()).toString()).isEqualTo("ping: none; notifications: none");
    }

    @Test
    void theAddressIsReadFromAFileWithALineBreakAndNeverShown() {
        MessageTargets targets = of(Map.of(
                "recorder.ping.url", "https://hc-ping.com/secret-id?create=1\n",
                "recorder.ping.format", "healthchecks",
                "recorder.notify.command", "curl https://example.com/secret-topic"));

        assertThat(targets.ping()).isEqualTo(URI.create("https://hc-ping.com/secret-id?create=1"));
        assertThat(targets.toString()).isEqualTo("ping: healthchecks; notifications: a command");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://example.com/secret",
                "ftp://example.com/secret",
                "https://user:secret@example.com/",
                "https:///secret",
                "secret",
                "https://example.com/ secret",
                "https://example.com/#secret"
            })
    void aMalformedAddressIsRejectedWithoutItsValue(String url) {
        assertThatThrownBy(() -> of(Map.of("recorder.ping.url", url)))
                .isInstanceOf(Problem.class)
                .hasMessageStartingWith("recorder.ping.url must ")
                .hasNoCause()
                .hasMessageNotContaining("secret");
    }

    @Test
    void anUnknownFormatIsRejected() {
        assertThatThrownBy(() -> of(Map.of("recorder.ping.format", "slack")))
                .hasMessage("recorder.ping.format must be healthchecks, uptime-kuma or plain");
    }
}
