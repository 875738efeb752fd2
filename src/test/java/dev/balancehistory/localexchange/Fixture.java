package dev.balancehistory.localexchange;

import java.net.http.HttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** An exchange with one account and a caller for it; one frozen clock for both. */
abstract class Fixture {

    static final String KEY = "6W206egN32nCQ0VB";
    static final String SECRET = "dwjnGqCVzfHlW6Q9r4BjXpmiK1WCdMBI";

    final TestClock clock = new TestClock();
    LocalExchange exchange;
    Caller caller;

    @BeforeEach
    void open() {
        exchange = LocalExchange.start(settings()).addAccount(KEY, SECRET, Holdings.seed());
        caller = caller(KEY, SECRET);
    }

    @AfterEach
    void close() {
        exchange.close();
    }

    Settings settings() {
        return Settings.strict().withClock(clock);
    }

    /** With connections of its own. */
    Caller caller(String key, String secret) {
        return new Caller(HttpClient.newHttpClient(), exchange.baseUrl(), key, secret, clock);
    }
}
