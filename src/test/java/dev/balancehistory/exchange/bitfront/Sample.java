package dev.balancehistory.exchange.bitfront;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Valid responses, and valid ones in which a test changes one thing. */
public final class Sample {
    /** The response time of the samples. */
    public static final Instant TIME = Instant.parse("2018-05-02T05:43:21.363Z");

    /** A valid entry. */
    public static final String ENTRY = entry("\"BTC\"", "3999974992.35615", "3999970806.72614");

    private Sample() {}

    /** The published example, byte for byte. */
    public static byte[] published() {
        try (InputStream in = Sample.class.getResourceAsStream("balances.json")) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns a response of one line with this list of balances. */
    public static String listing(String responseData) {
        return with("responseData", responseData);
    }

    /** Returns a response of one line and one entry with these raw values. */
    public static String holding(String currency, String balance, String availableBalance) {
        return listing("[" + entry(currency, balance, availableBalance) + "]");
    }

    /** Returns a response of one line with another raw value of a field; null omits the field. */
    public static String with(String field, String rawValue) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("timezone", "\"UTC\"");
        fields.put("responseTime", "1525239801363");
        fields.put("statusCode", "1000");
        fields.put("statusMessage", "\"SUCCESS\"");
        fields.put("responseData", "[" + ENTRY + "]");
        fields.put(field, rawValue);
        return fields.entrySet().stream()
                .filter(each -> each.getValue() != null)
                .map(each -> '"' + each.getKey() + "\":" + each.getValue())
                .collect(Collectors.joining(",", "{", "}"));
    }

    /** Returns a failure of one line. */
    public static String failure(int code, String rawMessage) {
        return "{\"timezone\":\"UTC\",\"responseTime\":1525239801363,\"statusCode\":" + code + ",\"statusMessage\":"
                + rawMessage + "}";
    }

    public static String entry(String currency, String balance, String availableBalance) {
        return "{\"currency\":" + currency + ",\"balance\":" + balance + ",\"availableBalance\":" + availableBalance
                + "}";
    }

    public static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
