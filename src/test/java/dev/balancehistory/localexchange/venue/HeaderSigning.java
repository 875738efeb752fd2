package dev.balancehistory.localexchange.venue;

/**
 * The signature of OKX, Bitget and KuCoin: base64 of HMAC-SHA256 over time, method, path with query, and body.
 *
 * @param prefix what the names of the exchange's four headers begin with, in lower case
 */
record HeaderSigning(String prefix) {

    String key(Call call) {
        return call.header(prefix + "key");
    }

    String sign(Call call) {
        return call.header(prefix + "sign");
    }

    String timestamp(Call call) {
        return call.header(prefix + "timestamp");
    }

    String passphrase(Call call) {
        return call.header(prefix + "passphrase");
    }

    Shown shown(Call call) {
        return Shown.of(key(call), sign(call), timestamp(call).replaceAll("[-:.TZ]", ""), "");
    }

    boolean signedBy(VenueAccount account, Call call) {
        String text = timestamp(call) + call.method() + call.target() + call.body();
        return Macs.same(Macs.base64(Macs.hmac("SHA256", account.secret(), text)), sign(call));
    }
}
