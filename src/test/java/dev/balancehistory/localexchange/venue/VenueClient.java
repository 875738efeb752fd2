package dev.balancehistory.localexchange.venue;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * A client that signs as documented, and the fault that each of its flaws leads to.
 *
 * @param place where the signature stands: a header, {@link #QUERY} or {@link #TOKEN}
 * @param oldest how old a request may be, null without a window
 * @param newest how far ahead a request may be
 * @param unit the smallest step of its clock
 * @param flaws the fault by flaw; {@code -header} or {@code -parameter} is one that is missing
 */
record VenueClient(
        String name,
        Venue venue,
        Identity identity,
        String otherSecret,
        String path,
        String query,
        Signer signer,
        String place,
        Duration oldest,
        Duration newest,
        Duration unit,
        Map<String, String> flaws) {

    static final String QUERY = "?signature";
    static final String TOKEN = "token";

    record Identity(String key, String secret, String passphrase) {
        Identity withSecret(String other) {
            return new Identity(key, other, passphrase);
        }

        Identity withKey(String other) {
            return new Identity(other, secret, passphrase);
        }

        Identity withPassphrase(String other) {
            return new Identity(key, secret, other);
        }
    }

    /** Makes a request for a path, with a new nonce each time. */
    @FunctionalInterface
    interface Signer {
        Call sign(Identity who, Instant at, String host, String path, String query);
    }

    /** Opens the exchange with this client's account. */
    VenueApi open(InstantSource clock, boolean rateLimited) {
        VenueApi api = venue.open(clock, rateLimited);
        api.register(identity.key(), identity.secret(), identity.passphrase());
        return api;
    }

    Call signed(Identity who, Instant at) {
        return signed(who, at, "127.0.0.1:8080", path, query);
    }

    Call signed(Identity who, Instant at, String host, String otherPath, String query) {
        return signer.sign(who, at, host, otherPath, query);
    }

    Call withSignature(Call call, UnaryOperator<String> change) {
        if (place.equals(QUERY)) {
            int start = call.query().indexOf("signature=") + "signature=".length();
            return withQuery(
                    call,
                    call.query().substring(0, start) + change.apply(call.query().substring(start)));
        }
        if (place.equals(TOKEN)) {
            String token = call.header("authorization");
            int start = token.lastIndexOf('.') + 1;
            return withHeader(call, "authorization", token.substring(0, start) + change.apply(token.substring(start)));
        }
        return withHeader(call, place, change.apply(call.header(place)));
    }

    /** Returns the request without a header, or a parameter of the query, which begins with {@code ?}. */
    static Call without(Call call, String what) {
        if (what.startsWith("?")) {
            List<String> pairs = new ArrayList<>(List.of(call.query().split("&")));
            pairs.removeIf(pair -> pair.startsWith(what.substring(1) + "="));
            return withQuery(call, String.join("&", pairs));
        }
        return withHeader(call, what, null);
    }

    static Call withHeader(Call call, String name, String value) {
        Map<String, List<String>> headers = new LinkedHashMap<>(call.headers());
        headers.remove(name);
        if (value != null) {
            headers.put(name, List.of(value));
        }
        return new Call(call.method(), call.path(), call.query(), headers, call.body());
    }

    static Call withQuery(Call call, String query) {
        return new Call(call.method(), call.path(), query, call.headers(), call.body());
    }

    static Call withPath(Call call, String path) {
        return new Call(call.method(), path, call.query(), call.headers(), call.body());
    }

    /** Builds a request from headers in any case. */
    static Call call(String method, String host, String path, String query, String body, String... headers) {
        Map<String, List<String>> all = new LinkedHashMap<>();
        all.put("host", List.of(host));
        for (int i = 0; i < headers.length; i += 2) {
            all.put(headers[i].toLowerCase(Locale.ROOT), List.of(headers[i + 1]));
        }
        return new Call(method, path, query, all, body);
    }

    @Override
    public String toString() {
        return name;
    }
}
