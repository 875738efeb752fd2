package dev.balancehistory.localexchange.venue;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A request as a venue sees it.
 *
 * @param method the HTTP method
 * @param path the path as sent
 * @param query the query as sent, without its {@code ?}
 * @param headers all values by lower-case name
 * @param body the body as sent
 */
public record Call(String method, String path, String query, Map<String, List<String>> headers, String body) {

    /** Returns the header's value; empty if it is absent, and of no use if it was sent twice. */
    String header(String lowerCaseName) {
        return String.join(",", headers.getOrDefault(lowerCaseName, List.of()));
    }

    /** Returns path and query as they stand in the request line. */
    String target() {
        return query.isEmpty() ? path : path + "?" + query;
    }

    /** Returns the decoded values of each parameter of the query and of a form. */
    Map<String, List<String>> parameters() {
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        for (String text : List.of(query, body)) {
            for (String pair : text.isEmpty() ? new String[0] : text.split("&", -1)) {
                int equals = pair.indexOf('=');
                String name = equals < 0 ? pair : pair.substring(0, equals);
                parameters
                        .computeIfAbsent(decoded(name), n -> new ArrayList<>())
                        .add(equals < 0 ? "" : decoded(pair.substring(equals + 1)));
            }
        }
        return parameters;
    }

    /** Returns the first value of a parameter, or empty. */
    String parameter(String name) {
        return parameters().getOrDefault(name, List.of("")).get(0);
    }

    /** Returns what a host's name stands for in a signed text: the Host header with its port, and without. */
    List<String> hosts() {
        String host = header("host");
        return List.of(host, host.replaceFirst(":\\d+$", ""));
    }

    /** Decodes percent signs, where they are well-formed. */
    static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            // It stays as it is, and so matches no parameter that an endpoint has.
            return text;
        }
    }
}
