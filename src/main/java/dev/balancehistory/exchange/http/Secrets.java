package dev.balancehistory.exchange.http;

import dev.balancehistory.exchange.Credentials;
import dev.balancehistory.exchange.http.Request.Parameter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The texts that are redacted in everything stored or printed: the credentials, and the values that a signer derived
 * from them. Each is redacted in all encodings in which a server may repeat it.
 */
final class Secrets {
    /** A shorter value of a signer is a constant, such as the name of an algorithm: signatures and tokens are longer. */
    private static final int SHORTEST_SIGNATURE = 20;

    /** A shorter text may be in a valid response by chance. */
    private static final int SHORTEST_CREDENTIAL = 6;

    /** The same of a credential that is a number. */
    private static final int SHORTEST_NUMBER = 8;

    /** A timestamp or a counter is not secret, and may be in a valid response. */
    private static final Pattern NUMBER = Pattern.compile("[0-9.:TZ-]*");

    /** The separators within a header's value or a token. */
    private static final Pattern PIECES = Pattern.compile("[ .]");

    private final List<String> texts;

    private Secrets(List<String> texts) {
        this.texts = texts;
    }

    private Secrets(Set<String> secrets) {
        Set<String> forms =
                new TreeSet<>(Comparator.comparing(String::length).reversed().thenComparing(s -> s));
        secrets.forEach(secret -> addForms(forms, secret));
        this.texts = List.copyOf(forms);
    }

    private static void addForms(Set<String> forms, String secret) {
        forms.add(secret);
        for (String encoded : List.of(Request.encoded(secret), URLEncoder.encode(secret, StandardCharsets.UTF_8))) {
            forms.add(encoded);
            forms.add(lowerCaseEscapes(encoded));
        }
        // The escapes of JSON and HTML.
        forms.add(secret.replace("/", "\\/"));
        forms.add(secret.replace("+", "\\u002b").replace("=", "\\u003d"));
        forms.add(secret.replace("+", "&#43;").replace("=", "&#61;"));
    }

    private static String lowerCaseEscapes(String encoded) {
        return Pattern.compile("%[0-9A-F]{2}")
                .matcher(encoded)
                .replaceAll(escape -> escape.group().toLowerCase(Locale.ROOT));
    }

    /** Returns the secrets of a request before it was signed, and as it is sent. */
    static Secrets of(Credentials credentials, Request unsigned, Request signed) {
        Set<String> secrets = new TreeSet<>();
        signed.headers().forEach((name, value) -> {
            if (!value.equals(unsigned.headers().get(name))) {
                secrets.add(value);
                secrets.addAll(List.of(PIECES.split(value)));
            }
        });
        added(unsigned.query(), signed.query(), secrets);
        added(unsigned.form(), signed.form(), secrets);
        secrets.removeIf(secret ->
                secret.length() < SHORTEST_SIGNATURE || NUMBER.matcher(secret).matches());
        addOf(credentials, secrets);
        return new Secrets(secrets);
    }

    private static void addOf(Credentials credentials, Set<String> secrets) {
        List<String> own = new ArrayList<>(List.of(credentials.apiKey(), credentials.secretText()));
        if (credentials.hasPassphrase()) {
            own.add(credentials.passphrase());
        }
        own.removeIf(secret -> secret.length() < SHORTEST_CREDENTIAL
                || (secret.length() < SHORTEST_NUMBER && NUMBER.matcher(secret).matches()));
        secrets.addAll(own);
    }

    private static void added(List<Parameter> before, List<Parameter> after, Set<String> secrets) {
        List<Parameter> more = new ArrayList<>(after);
        more.removeAll(before);
        more.forEach(parameter -> secrets.add(parameter.value()));
    }

    /** Returns the secrets without the passphrase, which can be a common word. */
    Secrets withoutPassphrase(Credentials credentials) {
        String passphrase = credentials.passphrase();
        return new Secrets(
                texts.stream().filter(text -> !passphrase.contains(text)).toList());
    }

    /** Returns whether the text contains a secret. */
    boolean in(String text) {
        return texts.stream().anyMatch(text::contains);
    }

    /** Returns whether the bytes contain a secret. */
    boolean in(byte[] bytes) {
        return in(new String(bytes, StandardCharsets.ISO_8859_1));
    }

    /** Returns the text with an asterisk for each character of a secret. */
    String redact(String text) {
        String redacted = text;
        for (String secret : texts) {
            redacted = redacted.replace(secret, "*".repeat(secret.length()));
        }
        return redacted;
    }

    /** Returns the bytes with an asterisk for each byte of a secret. */
    byte[] redact(byte[] bytes) {
        return redact(new String(bytes, StandardCharsets.ISO_8859_1)).getBytes(StandardCharsets.ISO_8859_1);
    }
}
