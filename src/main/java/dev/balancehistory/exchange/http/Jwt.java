package dev.balancehistory.exchange.http;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.core.io.JsonStringEncoder;

/** Builds a JSON Web Token, with its members in the order of the calls. For one thread. */
public final class Jwt {
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final JwtKey key;
    private final Map<String, String> header = new LinkedHashMap<>();
    private final Map<String, String> claims = new LinkedHashMap<>();

    /** Starts a token that is signed by this key. */
    public Jwt(JwtKey key) {
        this.key = key;
        header("alg", key.algorithm()).header("typ", "JWT");
    }

    /** Adds a text to the header. */
    public Jwt header(String name, String value) {
        header.put(name, quoted(value));
        return this;
    }

    /** Adds a text to the claims. */
    public Jwt claim(String name, String value) {
        claims.put(name, quoted(value));
        return this;
    }

    /** Adds a number to the claims. */
    public Jwt claim(String name, long value) {
        claims.put(name, Long.toString(value));
        return this;
    }

    /** Returns the signed token. */
    public String sign() {
        String text = part(header) + "." + part(claims);
        return text + "." + BASE64.encodeToString(key.signature().apply(text.getBytes(StandardCharsets.US_ASCII)));
    }

    private static String part(Map<String, String> members) {
        String json = members.entrySet().stream()
                .map(member -> quoted(member.getKey()) + ":" + member.getValue())
                .collect(Collectors.joining(",", "{", "}"));
        return BASE64.encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    private static String quoted(String text) {
        return '"' + new String(JsonStringEncoder.getInstance().quoteAsCharArray(text)) + '"';
    }
}
