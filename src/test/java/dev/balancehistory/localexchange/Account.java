package dev.balancehistory.localexchange;

/** An API key the exchange knows, and what it remembers of it; its monitor guards nonces and rate. */
final class Account {

    private final String apiSecret;
    private final Holdings holdings;
    private final Script script = new Script();
    private final UsedNonces nonces = new UsedNonces();
    private final RateWindow rate = new RateWindow();

    Account(String apiSecret, Holdings holdings) {
        this.apiSecret = apiSecret;
        this.holdings = holdings;
    }

    String apiSecret() {
        return apiSecret;
    }

    Holdings holdings() {
        return holdings;
    }

    Script script() {
        return script;
    }

    UsedNonces nonces() {
        return nonces;
    }

    RateWindow rate() {
        return rate;
    }
}
