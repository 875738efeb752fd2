package dev.balancehistory.exchange;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The address, the key and the wallets of an account. Its text contains neither key nor secret. */
public final class Credentials {
    private final URI baseUrl;
    private final String apiKey;
    private final String apiSecret;
    private final @Nullable String passphrase;
    private final List<String> wallets;

    /**
     * Creates credentials without a passphrase, for the main wallet.
     *
     * @param baseUrl the address in front of the paths of the exchange's API
     * @param apiKey the key
     * @param apiSecret the secret
     * @throws IllegalArgumentException if the key is not valid in a header; the message does not repeat it
     */
    public Credentials(URI baseUrl, String apiKey, String apiSecret) {
        this(baseUrl, apiKey, apiSecret, null, List.of());
    }

    /**
     * Creates credentials.
     *
     * @param baseUrl the address in front of the paths of the exchange's API
     * @param apiKey the key
     * @param apiSecret the secret
     * @param passphrase the passphrase; null without one
     * @param wallets the names of the wallets to fetch; empty for the main one
     * @throws IllegalArgumentException if the key is not valid in a header; the message does not repeat it
     */
    public Credentials(
            URI baseUrl, String apiKey, String apiSecret, @Nullable String passphrase, List<String> wallets) {
        if (!apiKey.chars().allMatch(c -> c > ' ' && c < 127)) {
            throw new IllegalArgumentException(
                    "the key has a space or another character that is not allowed in a header");
        }
        this.baseUrl = baseUrl;
        this.apiKey = apiKey;
        this.apiSecret = apiSecret;
        this.passphrase = passphrase;
        this.wallets = List.copyOf(wallets);
    }

    /** Returns the address in front of the paths of the exchange's API. */
    public URI baseUrl() {
        return baseUrl;
    }

    /** Returns the key, only for sending it. */
    public String apiKey() {
        return apiKey;
    }

    /** Returns the secret's bytes, only for signing. */
    public byte[] apiSecret() {
        return apiSecret.getBytes(StandardCharsets.UTF_8);
    }

    /** Returns the secret's text, such as a key in PEM, only for signing. */
    public String secretText() {
        return apiSecret;
    }

    /**
     * Returns the passphrase, only for sending or signing it.
     *
     * @throws NullPointerException if the account has no passphrase
     */
    public String passphrase() {
        return Objects.requireNonNull(passphrase, "passphrase");
    }

    /** Returns whether the account has a passphrase. */
    public boolean hasPassphrase() {
        return passphrase != null;
    }

    /** Returns the names of the wallets to fetch; empty for the main one. */
    public List<String> wallets() {
        return wallets;
    }

    @Override
    public String toString() {
        return "credentials for " + baseUrl;
    }
}
