package dev.balancehistory.localexchange;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** An HTTP request as it was read; {@code headers} by lower-case name, {@code query} without its {@code ?}. */
record Request(String method, String path, String query, Map<String, List<String>> headers, String body) {

    static final String API_KEY = "x-api-key";
    static final String TIMESTAMP = "x-api-timestamp";
    static final String NONCE = "x-api-nonce";
    static final String SIGN = "x-api-sign";

    /** The header's first value, or null. */
    String header(String lowerCaseName) {
        List<String> values = headers.get(lowerCaseName);
        return values == null ? null : values.get(0);
    }

    int count(String lowerCaseName) {
        return headers.getOrDefault(lowerCaseName, List.of()).size();
    }

    boolean hasParameters() {
        return !query.isEmpty() || !body.isEmpty();
    }

    boolean closesConnection() {
        String connection = header("connection");
        return connection != null && connection.toLowerCase(Locale.ROOT).contains("close");
    }
}
