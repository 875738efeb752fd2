package dev.balancehistory.localexchange;

import java.time.Instant;
import java.util.List;

/** The exchange's documented responses as JSON text. */
public final class Bodies {

    private Bodies() {}

    /** The successful response of {@code GET /v1/account/balances}. */
    public static String success(Instant responseTime, List<Holding> holdings) {
        StringBuilder json = new StringBuilder(128 + 80 * holdings.size());
        json.append(opening(responseTime)).append(status(StatusCode.SUCCESS.code(), StatusCode.SUCCESS.message()));
        json.append(",\"responseData\":[");
        String separator = "";
        for (Holding holding : holdings) {
            json.append(separator).append(balance(holding));
            separator = ",";
        }
        return json.append("]}").toString();
    }

    /** Any request that failed: no {@code responseData}. */
    public static String failure(Instant responseTime, int statusCode, String statusMessage) {
        return opening(responseTime) + status(statusCode, statusMessage) + "}";
    }

    /** {@code GET /v1/public/time}, which has neither status nor data. */
    public static String time(Instant responseTime) {
        return opening(responseTime) + "}";
    }

    private static String opening(Instant responseTime) {
        return "{\"timezone\":\"UTC\",\"responseTime\":" + responseTime.toEpochMilli();
    }

    private static String status(int code, String message) {
        return ",\"statusCode\":" + code + ",\"statusMessage\":" + quoted(message);
    }

    private static String balance(Holding holding) {
        StringBuilder json = new StringBuilder("{");
        field(json, "currency", holding.currency() == null ? null : quoted(holding.currency()));
        field(json, "balance", holding.balance());
        field(json, "availableBalance", holding.availableBalance());
        return json.append('}').toString();
    }

    private static void field(StringBuilder json, String name, String rawValue) {
        if (rawValue != null) {
            json.append(json.length() > 1 ? "," : "")
                    .append(quoted(name))
                    .append(':')
                    .append(rawValue);
        }
    }

    private static String quoted(String text) {
        StringBuilder json = new StringBuilder(text.length() + 2).append('"');
        for (char c : text.toCharArray()) {
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c < ' ' || Character.isSurrogate(c)) {
                // A lone surrogate has no UTF-8 form; escaped, it reaches the client as it is.
                json.append(String.format("\\u%04x", (int) c));
            } else {
                json.append(c);
            }
        }
        return json.append('"').toString();
    }
}
