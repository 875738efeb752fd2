package dev.balancehistory.metrics;

import dev.balancehistory.process.HttpCall;
import dev.balancehistory.process.HttpFailure;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Prometheus's Pushgateway, which stores the metrics of processes that end before Prometheus can collect them. */
record Pushgateway(URI group) {
    private static final String TYPE = "text/plain; version=0.0.4; charset=utf-8";
    private static final Duration LONGEST = Duration.ofSeconds(3);

    private static final Logger log = LoggerFactory.getLogger(Pushgateway.class);

    /**
     * @param retain whether series of the group that the text lacks stay in it
     */
    void push(String text, boolean retain) {
        try {
            // PUT replaces the whole group, POST the metrics of the same names.
            int status = HttpCall.send(retain ? "POST" : "PUT", group, TYPE, text, LONGEST);
            if (status / 100 != 2) {
                log.warn(
                        "The metrics of this run were not pushed: {} responds with HTTP {}",
                        group.getAuthority(),
                        status);
            }
        } catch (IOException e) {
            log.warn("The metrics of this run were not pushed: {}: {}", group.getAuthority(), HttpFailure.reason(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
