package dev.balancehistory.exchange.http;

import dev.balancehistory.exchange.SecretForm;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** The forms of secrets that several exchanges have in common. */
public final class SecretForms {
    private static final Pattern BASE64_TEXT =
            Pattern.compile("(?:[A-Za-z0-9+/]{4})+(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?");

    /** Base64, as Kraken issues it. */
    public static final SecretForm BASE64 =
            secret -> BASE64_TEXT.matcher(secret).matches() ? null : "must be base64, as the exchange shows it";

    /** An EC key on the curve P-256 in PEM. */
    public static final SecretForm EC_PEM = readBy(PrivateKeys::ec);

    /** An Ed25519 key in PEM or base64. */
    public static final SecretForm ED25519 = readBy(PrivateKeys::ed25519);

    /** An Ed25519 key in PEM, or else text. */
    public static final SecretForm TEXT_OR_ED25519_PEM =
            secret -> PrivateKeys.isPem(secret) ? ED25519.flaw(secret) : SecretForm.TEXT.flaw(secret);

    private SecretForms() {}

    /**
     * Returns the form of all secrets that this reader accepts.
     *
     * @param reader reads a key; throws an {@link IllegalArgumentException} whose message is the end of a sentence,
     *     without the secret
     */
    public static SecretForm readBy(Consumer<String> reader) {
        return secret -> {
            try {
                reader.accept(secret);
                return null;
            } catch (IllegalArgumentException e) {
                return String.valueOf(e.getMessage());
            }
        };
    }
}
