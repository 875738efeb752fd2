package dev.balancehistory.localexchange;

/** The memory that BITFRONT has of an API key; its monitor guards nonces and rate. */
final class Keyring {

    private final String apiSecret;
    private final UsedNonces nonces = new UsedNonces();
    private final RateWindow rate = new RateWindow();

    Keyring(String apiSecret) {
        this.apiSecret = apiSecret;
    }

    String apiSecret() {
        return apiSecret;
    }

    UsedNonces nonces() {
        return nonces;
    }

    RateWindow rate() {
        return rate;
    }
}
