package dev.balancehistory.localexchange.venue;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigDecimal;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/**
 * A JSON Web Token off the Authorization header, not yet verified.
 *
 * @param header texts as String, numbers as BigDecimal, anything else as Boolean
 * @param claims the same
 * @param signedText what the signature covers
 * @param signature the third part as sent
 */
record Jwt(Map<String, Object> header, Map<String, Object> claims, String signedText, String signature) {

    private static final JsonFactory STRICT = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    /** Reads the bearer token, or nothing if it is malformed. */
    static Optional<Jwt> of(Call call) {
        String header = call.header("authorization");
        String[] parts = header.startsWith("Bearer ") ? header.substring(7).split("\\.", -1) : new String[0];
        if (parts.length != 3) {
            return Optional.empty();
        }
        try {
            Base64.getUrlDecoder().decode(parts[2]);
            return Optional.of(new Jwt(object(parts[0]), object(parts[1]), parts[0] + "." + parts[1], parts[2]));
        } catch (IllegalArgumentException | JacksonException malformed) {
            return Optional.empty();
        }
    }

    static String encoded(byte[] bytes) {
        return ENCODER.encodeToString(bytes);
    }

    /** Returns a claim's text, or empty if it is absent or no text. */
    String text(String claim) {
        return claims.get(claim) instanceof String text ? text : "";
    }

    /** Returns a claim's whole number, or empty if it is absent or no number. */
    Optional<Long> number(String claim) {
        return claims.get(claim) instanceof BigDecimal number && number.scale() == 0 && number.precision() < 18
                ? Optional.of(number.longValueExact())
                : Optional.empty();
    }

    boolean is(String algorithm) {
        return algorithm.equals(header.get("alg")) && "JWT".equals(header.get("typ"));
    }

    /** Returns whether the third part is the encoded HMAC of the first two. */
    boolean hmac(String hash, String secret) {
        return Macs.same(encoded(Macs.hmac(hash, secret, signedText)), signature);
    }

    private static Map<String, Object> object(String encoded) {
        Map<String, Object> members = new LinkedHashMap<>();
        String json = new String(Base64.getUrlDecoder().decode(encoded), UTF_8);
        try (JsonParser parser = STRICT.createParser(ObjectReadContext.empty(), json)) {
            require(parser.nextToken() == JsonToken.START_OBJECT);
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = parser.currentName();
                members.put(name, value(parser, parser.nextToken()));
            }
            require(parser.currentToken() == JsonToken.END_OBJECT && parser.nextToken() == null);
        }
        return members;
    }

    private static Object value(JsonParser parser, JsonToken token) {
        require(token.isScalarValue());
        if (token.isNumeric()) {
            return new BigDecimal(parser.getString());
        }
        return token == JsonToken.VALUE_STRING ? parser.getString() : Boolean.valueOf(parser.getString());
    }

    private static void require(boolean condition) {
        if (!condition) {
            throw new IllegalArgumentException("malformed token");
        }
    }
}
