package dev.balancehistory.exchange;

import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Where and as whom to ask. Shows neither key nor secret. */
public final class Credentials {
    private final URI baseUrl;
    private final String apiKey;
    private final byte[] apiSecret;

    /**
     * @throws IllegalArgumentException if the key can't be sent in a header; the message does not repeat it
     */
    public Credentials(URI baseUrl, String apiKey, String apiSecret) {
        if (!apiKey.chars().allMatch(c -> c > ' ' && c < 127)) {
            throw new IllegalArgumentException("the key has a space or another character that no header carries");
        }
        this.baseUrl = baseUrl;
        this.apiKey = apiKey;
        this.apiSecret = apiSecret.getBytes(StandardCharsets.UTF_8);
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
        return apiSecret.clone();
    }

    @Override
    public String toString() {
        return "credentials for " + baseUrl;
    }
}
