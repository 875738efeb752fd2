package dev.balancehistory.exchange.http;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import tools.jackson.core.io.JsonStringEncoder;

/** Builds a JSON Web Token, with its members in the order of the calls. For one thread. */
public final class Jwt {
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final JwtKey key;
    private final StringBuilder header = new StringBuilder();
    private final StringBuilder claims = new StringBuilder();

    /** Starts a token that is signed by this key. */
    public Jwt(JwtKey key) {
        this.key = key;
        header("alg", key.algorithm()).header("typ", "JWT");
    }

    /** Adds a text to the header. */
    public Jwt header(String name, String value) {
        add(header, name, quoted(value));
        return this;
    }

    /** Adds a text to the claims. */
    public Jwt claim(String name, String value) {
        add(claims, name, quoted(value));
        return this;
    }

    /** Adds a number to the claims. */
    public Jwt claim(String name, long value) {
        add(claims, name, Long.toString(value));
        return this;
    }

    /** Returns the signed token. */
    public String sign() {
        String text = part("{" + header + "}") + "." + part("{" + claims + "}");
        return text + "." + BASE64.encodeToString(key.signature().apply(text.getBytes(StandardCharsets.US_ASCII)));
    }

    private static String part(String json) {
        return BASE64.encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    private static void add(StringBuilder members, String name, String value) {
        members.append(members.isEmpty() ? "" : ",")
                .append(quoted(name))
                .append(':')
                .append(value);
    }

    private static String quoted(String text) {
        return '"' + new String(JsonStringEncoder.getInstance().quoteAsCharArray(text)) + '"';
    }
}
