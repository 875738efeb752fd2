package dev.balancehistory.exchange.http;

import dev.balancehistory.exchange.Attempt;
import java.net.http.HttpHeaders;
import java.time.Instant;
import java.util.Map;

/** Classifies a response that did not come over a wire. */
public final class Classifying {
    private Classifying() {}

    /** Returns the response as an attempt that began at that instant and took 200 ms. */
    public static Attempt of(Adapter adapter, int status, String contentType, byte[] body, Instant requestedAt) {
        return new ResponseClassifier(adapter, requestedAt, requestedAt.plusMillis(200))
                .of(new HttpBody(
                        status, contentType, body, null, null, HttpHeaders.of(Map.of(), (name, value) -> true)))
                .attempt();
    }
}
