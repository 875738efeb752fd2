package dev.balancehistory.exchange.bitfront;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A second reading of a response, by the exchange's documents and the grammar of JSON. It shares no line with the reader
 * that it checks, and may be slow.
 */
record NaiveReading(int code, Instant time, List<Holding> holdings) {
    private static final Instant EARLIEST = Instant.ofEpochSecond(1_230_768_000);
    private static final long END_OF_9999 = 253_402_300_799_999L;
    private static final Pattern CODE = Pattern.compile("[^\\p{C}\\p{Z}]{1,40}");
    private static final Pattern NUMBER = Pattern.compile("(-?)(0|[1-9]\\d*)(?:\\.(\\d+))?(?:[eE]([-+]?\\d+))?");

    /** One entry. */
    record Holding(String currency, BigDecimal total, BigDecimal available) {}

    /** A number as its text. */
    private record Digits(String text) {}

    /** Thrown if something is not as documented. */
    private static final class Not extends Exception {
        Not(String what) {
            super(what);
        }
    }

    /** Returns the content of the body; empty if it is not a valid response. */
    static Optional<NaiveReading> of(byte[] body, Instant receivedAt) {
        try {
            String text = new String(body, UTF_8);
            check(Arrays.equals(text.getBytes(UTF_8), body), "UTF-8");
            Parser parser = new Parser(text);
            Object response = parser.value();
            parser.space();
            check(parser.at == text.length(), "end");
            check(response instanceof Map<?, ?>, "object");
            return Optional.of(reading((Map<?, ?>) response, receivedAt));
        } catch (Not e) {
            return Optional.empty();
        }
    }

    private static NaiveReading reading(Map<?, ?> response, Instant receivedAt) throws Not {
        check("UTC".equals(response.get("timezone")), "timezone");
        check(response.get("statusMessage") instanceof String, "statusMessage");
        BigInteger millis = whole(response.get("responseTime"));
        check(millis.bitLength() < 64 && millis.longValue() <= END_OF_9999, "responseTime");
        Instant time = Instant.ofEpochMilli(millis.longValue());
        check(time.compareTo(EARLIEST) >= 0, "responseTime");
        BigInteger code = whole(response.get("statusCode"));
        check(code.bitLength() < 32, "statusCode");
        if (code.intValue() != 1000) {
            return new NaiveReading(code.intValue(), time, List.of());
        }
        check(time.compareTo(receivedAt.plus(Duration.ofHours(24))) <= 0, "responseTime");
        check(response.get("responseData") instanceof List<?>, "responseData");
        List<Holding> holdings = new ArrayList<>();
        for (Object entry : (List<?>) response.get("responseData")) {
            check(entry instanceof Map<?, ?>, "entry");
            Holding holding = holding((Map<?, ?>) entry);
            check(holdings.stream().noneMatch(other -> other.currency().equals(holding.currency())), "currency");
            holdings.add(holding);
        }
        return new NaiveReading(1000, time, holdings);
    }

    private static Holding holding(Map<?, ?> entry) throws Not {
        Object currency = entry.get("currency");
        check(currency instanceof String code && CODE.matcher(code).matches(), "currency");
        return new Holding((String) currency, amount(entry.get("balance")), amount(entry.get("availableBalance")));
    }

    private static BigInteger whole(Object value) throws Not {
        check(value instanceof Digits digits && digits.text().matches("-?\\d+"), "whole number");
        return new BigInteger(((Digits) value).text());
    }

    /** Counts the digits in the text, before it is converted. */
    private static BigDecimal amount(Object value) throws Not {
        check(value instanceof Digits digits && digits.text().length() <= 100, "amount");
        Matcher parts = NUMBER.matcher(((Digits) value).text());
        check(parts.matches(), "amount");
        String fraction = parts.group(3) == null ? "" : parts.group(3);
        BigInteger exponent = parts.group(4) == null ? BigInteger.ZERO : new BigInteger(parts.group(4));
        BigInteger scale = BigInteger.valueOf(fraction.length()).subtract(exponent);
        check(scale.compareTo(BigInteger.valueOf(30)) <= 0, "decimal places");
        String significant = (parts.group(2) + fraction).replaceFirst("^0+(?=.)", "");
        check(
                BigInteger.valueOf(significant.length()).subtract(scale).compareTo(BigInteger.valueOf(40)) <= 0,
                "digits before the point");
        return new BigDecimal(new BigInteger(parts.group(1) + significant), scale.intValueExact());
    }

    private static void check(boolean fine, String what) throws Not {
        if (!fine) {
            throw new Not(what);
        }
    }

    /** RFC 8259 as it is written, and no name twice in an object. */
    private static final class Parser {
        private final String text;
        private int at;

        Parser(String text) {
            this.text = text;
        }

        Object value() throws Not {
            space();
            check(at < text.length(), "value");
            char first = text.charAt(at);
            if (first == '{') {
                return object();
            } else if (first == '[') {
                return array();
            } else if (first == '"') {
                return string();
            }
            for (String literal : List.of("true", "false", "null")) {
                if (text.startsWith(literal, at)) {
                    at += literal.length();
                    return Optional.of(literal);
                }
            }
            Matcher number = NUMBER.matcher(text).region(at, text.length());
            check(number.lookingAt(), "value");
            at = number.end();
            return new Digits(number.group());
        }

        void space() {
            while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
                at++;
            }
        }

        private Map<String, Object> object() throws Not {
            Map<String, Object> fields = new LinkedHashMap<>();
            at++;
            space();
            for (boolean more = !skip('}'); more; more = !skip('}')) {
                check(fields.isEmpty() || skip(','), "comma");
                space();
                check(at < text.length() && text.charAt(at) == '"', "name");
                String name = string();
                // Another program could not write a name with half of a character.
                check(
                        name.codePoints().noneMatch(c -> Character.getType(c) == Character.SURROGATE),
                        "half a character");
                space();
                check(skip(':'), "colon");
                Object value = value();
                check(fields.put(name, value) == null, "name twice");
                space();
            }
            return fields;
        }

        private List<Object> array() throws Not {
            List<Object> values = new ArrayList<>();
            at++;
            space();
            for (boolean more = !skip(']'); more; more = !skip(']')) {
                check(values.isEmpty() || skip(','), "comma");
                values.add(value());
                space();
            }
            return values;
        }

        private String string() throws Not {
            StringBuilder string = new StringBuilder();
            at++;
            while (!skip('"')) {
                check(at < text.length() && text.charAt(at) >= ' ', "string");
                char next = text.charAt(at++);
                string.append(next == '\\' ? escaped() : next);
            }
            return string.toString();
        }

        private char escaped() throws Not {
            check(at < text.length(), "escape");
            char kind = text.charAt(at++);
            if (kind == 'u') {
                check(at + 4 <= text.length() && text.substring(at, at + 4).matches("[0-9A-Fa-f]{4}"), "escape");
                at += 4;
                return (char) Integer.parseInt(text.substring(at - 4, at), 16);
            }
            int known = "\"\\/bfnrt".indexOf(kind);
            check(known >= 0, "escape");
            return "\"\\/\b\f\n\r\t".charAt(known);
        }

        private boolean skip(char expected) {
            boolean there = at < text.length() && text.charAt(at) == expected;
            at += there ? 1 : 0;
            return there;
        }
    }
}
