package dev.balancehistory.exchange;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The address, the key and the wallets of an account. Shows neither key nor secret. */
public final class Credentials {
    private final URI baseUrl;
    private final String apiKey;
    private final String apiSecret;
    private final @Nullable String passphrase;
    private final List<String> wallets;

    /**
     * For an exchange without passphrases, and its main wallet.
     *
     * @throws IllegalArgumentException if the key can't be sent in a header; the message does not repeat it
     */
    public Credentials(URI baseUrl, String apiKey, String apiSecret) {
        this(baseUrl, apiKey, apiSecret, null, List.of());
    }

    /**
     * @param wallets names of those to be fetched; none means the main one
     * @throws IllegalArgumentException if the key can't be sent in a header; the message does not repeat it
     */
    public Credentials(
            URI baseUrl, String apiKey, String apiSecret, @Nullable String passphrase, List<String> wallets) {
        if (!apiKey.chars().allMatch(c -> c > ' ' && c < 127)) {
            throw new IllegalArgumentException("the key has a space or another character that no header carries");
        }
        this.baseUrl = baseUrl;
        this.apiKey = apiKey;
        this.apiSecret = apiSecret;
        this.passphrase = passphrase;
        this.wallets = List.copyOf(wallets);
    }

    /** Returns the address that the paths of the exchange's API are put behind. */
    public URI baseUrl() {
        return baseUrl;
    }

    /** Returns the key, to be sent and nothing else. */
    public String apiKey() {
        return apiKey;
    }

    /** Returns the secret's bytes, to sign with and nothing else. */
    public byte[] apiSecret() {
        return apiSecret.getBytes(StandardCharsets.UTF_8);
    }

    /** Returns the secret's text, where it is a key in PEM or another encoding; to sign with and nothing else. */
    public String secretText() {
        return apiSecret;
    }

    /**
     * Returns the passphrase, to be sent or signed and nothing else.
     *
     * @throws NullPointerException if the account has none
     */
    public String passphrase() {
        return Objects.requireNonNull(passphrase, "passphrase");
    }

    /** Returns whether the account has a passphrase. */
    public boolean hasPassphrase() {
        return passphrase != null;
    }

    /** Returns the names of the wallets to be fetched; none means the main one. */
    public List<String> wallets() {
        return wallets;
    }

    @Override
    public String toString() {
        return "credentials for " + baseUrl;
    }
}
