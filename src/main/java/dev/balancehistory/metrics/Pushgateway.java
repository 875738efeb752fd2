package dev.balancehistory.metrics;

import dev.balancehistory.process.EnvironmentProxies;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Prometheus's Pushgateway, which stores the metrics of processes that end before Prometheus can collect them. */
final class Pushgateway {
    private static final Duration LONGEST = Duration.ofSeconds(3);

    private static final Logger log = LoggerFactory.getLogger(Pushgateway.class);

    private final URI group;
    private @Nullable HttpClient client;

    Pushgateway(URI group) {
        this.group = group;
    }

    /**
     * @param retain whether series of the group that the text lacks stay in it
     */
    void push(String text, boolean retain) {
        HttpRequest.Builder request = HttpRequest.newBuilder(group)
                .header("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
                .timeout(LONGEST)
                // PUT replaces the whole group, POST the metrics of the same names.
                .method(retain ? "POST" : "PUT", BodyPublishers.ofString(text));
        String atProxy = EnvironmentProxies.authorization(group);
        if (atProxy != null) {
            request.header("Proxy-Authorization", atProxy);
        }
        try {
            HttpResponse<InputStream> response = client().send(request.build(), BodyHandlers.ofInputStream());
            // The timeout covers the head of the response only, so that the body is not read.
            response.body().close();
            if (response.statusCode() / 100 != 2) {
                log.warn(
                        "The metrics of this run were not pushed: {} responds with HTTP {}",
                        group.getAuthority(),
                        response.statusCode());
            }
        } catch (IOException e) {
            log.warn("The metrics of this run were not pushed: {}: {}", group.getAuthority(), e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private HttpClient client() {
        if (client == null) {
            client = HttpClient.newBuilder().connectTimeout(LONGEST).build();
        }
        return client;
    }
}
