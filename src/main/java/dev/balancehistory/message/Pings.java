package dev.balancehistory.message;

import dev.balancehistory.settings.MessageTargets.Format;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;

/**
 * The requests that the protocol of a dead man's switch demands.
 *
 * @param url the configured address, a secret
 */
record Pings(URI url, Format format) {
    private static final int LONGEST_PUSHED = 250;

    /**
     * A request.
     *
     * @param target its address, a secret
     * @param text the text to send; empty for none
     */
    record Request(String method, URI target, String text) {
        @Override
        public String toString() {
            return method;
        }
    }

    /** Returns the request at the start of a run, if the protocol has one. */
    Optional<Request> start(UUID run) {
        return format == Format.HEALTHCHECKS ? Optional.of(healthchecks("start", run, "")) : Optional.empty();
    }

    /** Returns the request at the end of a run, if the protocol has one. */
    Optional<Request> end(Event event) {
        return switch (format) {
            case HEALTHCHECKS -> Optional.of(healthchecks(String.valueOf(event.exitCode()), event.run(), event.text()));
            case UPTIME_KUMA -> Optional.of(push(event));
            case PLAIN -> event.isOk() ? Optional.of(get(url)) : Optional.empty();
        };
    }

    /** Returns a request for a test. Healthchecks logs it; it counts as a success for the others. */
    Request test(Event event) {
        return format == Format.HEALTHCHECKS
                ? healthchecks("log", event.run(), event.summary() + "\n")
                : end(event).orElseThrow();
    }

    private Request healthchecks(String action, UUID run, String text) {
        String query = url.getRawQuery();
        URI target = URI.create(base().replaceFirst("/+$", "") + "/" + action + "?" + (query == null ? "" : query + "&")
                + "rid=" + run);
        return new Request("POST", target, text);
    }

    /** Replaces the query, since Uptime Kuma shows the address with one for a success. */
    private Request push(Event event) {
        String line = event.line();
        String text = line.length() > LONGEST_PUSHED ? line.substring(0, LONGEST_PUSHED - 1) + "…" : line;
        return get(URI.create(base() + "?status=" + (event.isOk() ? "up" : "down") + "&msg="
                + URLEncoder.encode(text, StandardCharsets.UTF_8) + "&ping="
                + event.duration().toMillis()));
    }

    private static Request get(URI target) {
        return new Request("GET", target, "");
    }

    private String base() {
        return url.toString().split("[?#]", 2)[0];
    }

    @Override
    public String toString() {
        return "pings of the format " + format;
    }
}
