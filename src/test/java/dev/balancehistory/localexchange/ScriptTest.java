package dev.balancehistory.localexchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScriptTest extends Fixture {

    @Override
    Settings settings() {
        return super.settings().withoutRateLimits();
    }

    @Test
    void theQueueComesBeforeThePermanentMisbehaviourUntilAReset() throws Exception {
        exchange.always(KEY, code(5002));
        exchange.next(KEY, code(5000), Misbehaviour.none());
        exchange.next(KEY, code(5001));

        assertThat(caller.code()).isEqualTo(5000);
        assertThat(caller.code()).isEqualTo(1000);
        assertThat(caller.code()).isEqualTo(5001);
        assertThat(caller.code()).isEqualTo(5002);
        assertThat(caller.code()).isEqualTo(5002);
        exchange.behave(KEY);
        assertThat(caller.code()).isEqualTo(1000);
    }

    @Test
    void anAccountsOwnScriptGoesBeforeThatOfAll() throws Exception {
        exchange.addAccount("another", "another's", Holdings.seed());
        exchange.alwaysForAll(code(5001));
        exchange.nextForAll(code(5000));
        exchange.next(KEY, code(3113));

        assertThat(caller.code()).isEqualTo(3113);
        assertThat(caller("another", "another's").code()).isEqualTo(5000);
        assertThat(caller.code()).isEqualTo(5001);
        exchange.behave();
        assertThat(caller.code()).isEqualTo(1000);
    }

    @Test
    void aRejectedRequestLeavesTheMisbehaviourForTheNext() throws Exception {
        exchange.next(KEY, code(5000));

        assertThat(caller(KEY, "guessed").code()).isEqualTo(4003);
        assertThat(caller.code()).isEqualTo(5000);
    }

    @Test
    void theTimeHasAScriptOfItsOwn() throws Exception {
        exchange.alwaysForAll(code(5000));
        exchange.alwaysTime(Misbehaviour.responseTime(Instant.EPOCH));
        exchange.nextTime(Misbehaviour.httpStatus(502, "text/plain", "bad gateway"), WireFault.truncated(3));

        assertThat(caller.fetchTime().statusCode()).isEqualTo(502);
        assertThatThrownBy(() -> caller(KEY, SECRET).fetchTime()).isInstanceOf(IOException.class);
        assertThat(caller.fetchTime().body()).isEqualTo("{\"timezone\":\"UTC\",\"responseTime\":0}");
        exchange.behave();
        assertThat(caller.fetchTime().body()).isEqualTo("{\"timezone\":\"UTC\",\"responseTime\":1525239801363}");
        assertThat(Caller.code(caller.post(Caller.TIME, Map.of(), "").body())).isEqualTo(4017);
    }

    @Test
    void anUnknownAccountCannotHaveAScript() {
        assertThatThrownBy(() -> exchange.next("nobody", Misbehaviour.none()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("nobody");
    }

    private static Misbehaviour code(int code) {
        return Misbehaviour.statusCode(code, "as scripted");
    }
}
