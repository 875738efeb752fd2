package dev.balancehistory.localexchange.venue;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.balancehistory.localexchange.venue.VenueClient.Identity;
import dev.balancehistory.localexchange.venue.VenueClient.Signer;
import java.net.URLEncoder;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.UUID;

/** How each exchange's documents have a client sign; the published vectors prove the checks that they meet. */
final class Signers {

    private static final DateTimeFormatter ISO =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private Signers() {}

    /** Of Upbit with HS512, and of Bithumb with HS256 and a timestamp. */
    static Signer korean(String algorithm, String hash, boolean timestamp) {
        return (who, at, host, path, query) -> {
            String nonce = UUID.randomUUID().toString();
            String claims = Json.object("access_key", Json.text(who.key()), "nonce", Json.text(nonce));
            if (timestamp) {
                claims = claims.substring(0, claims.length() - 1) + ",\"timestamp\":" + at.toEpochMilli() + "}";
            }
            String text = encoded(Json.texts("alg", algorithm, "typ", "JWT")) + "." + encoded(claims);
            String token = text + "." + Jwt.encoded(Macs.hmac(hash, who.secret(), text));
            return VenueClient.call("GET", host, path, query, "", "Authorization", "Bearer " + token);
        };
    }

    static Signer coinbase() {
        return (who, at, host, path, query) -> {
            PrivateKey key = PrivateKeys.of(who.secret());
            boolean ec = key instanceof ECPrivateKey;
            String header = Json.texts(
                    "alg",
                    ec ? "ES256" : "EdDSA",
                    "typ",
                    "JWT",
                    "kid",
                    who.key(),
                    "nonce",
                    UUID.randomUUID().toString().replace("-", ""));
            String claims = Json.object(
                    "sub", Json.text(who.key()),
                    "iss", Json.text("cdp"),
                    "nbf", Long.toString(at.getEpochSecond()),
                    "exp", Long.toString(at.getEpochSecond() + 120),
                    "uri", Json.text("GET " + host + path));
            String text = encoded(header) + "." + encoded(claims);
            byte[] signature = ec ? PrivateKeys.es256(key, text) : PrivateKeys.ed25519(key, text);
            String token = text + "." + Jwt.encoded(signature);
            return VenueClient.call("GET", host, path, query, "", "Authorization", "Bearer " + token);
        };
    }

    /** Of Binance and MEXC; a secret in PEM signs with Ed25519. */
    static Signer query(String method, String keyHeader) {
        return (who, at, host, path, query) -> {
            String text = (query.isEmpty() ? "" : query + "&") + "timestamp=" + at.toEpochMilli();
            String signature = PrivateKeys.pem(who.secret())
                    ? URLEncoder.encode(Macs.base64(PrivateKeys.ed25519(PrivateKeys.of(who.secret()), text)), UTF_8)
                    : Macs.hex(Macs.hmac("SHA256", who.secret(), text));
            return VenueClient.call(method, host, path, text + "&signature=" + signature, "", keyHeader, who.key());
        };
    }

    /** The nonce is the time in microseconds. */
    static Signer kraken() {
        return (who, at, host, path, query) -> {
            String nonce = Long.toString(at.getEpochSecond() * 1_000_000 + at.getNano() / 1_000);
            String body = "nonce=" + nonce;
            byte[] text = Macs.joined(path.getBytes(UTF_8), Macs.digest("SHA-256", nonce + body));
            byte[] secret = Base64.getDecoder().decode(who.secret());
            return VenueClient.call(
                    "POST",
                    host,
                    path,
                    query,
                    body,
                    "API-Key",
                    who.key(),
                    "API-Sign",
                    Macs.base64(Macs.hmac("SHA512", secret, text)),
                    "User-Agent",
                    "test",
                    "Content-Type",
                    "application/x-www-form-urlencoded");
        };
    }

    static Signer bybit() {
        return (who, at, host, path, query) -> {
            String text = at.toEpochMilli() + who.key() + "5000" + query;
            return VenueClient.call(
                    "GET",
                    host,
                    path,
                    query,
                    "",
                    "X-BAPI-API-KEY",
                    who.key(),
                    "X-BAPI-TIMESTAMP",
                    Long.toString(at.toEpochMilli()),
                    "X-BAPI-RECV-WINDOW",
                    "5000",
                    "X-BAPI-SIGN",
                    Macs.hex(Macs.hmac("SHA256", who.secret(), text)));
        };
    }

    static Signer okx() {
        return (who, at, host, path, query) ->
                headers("OK-ACCESS-", who, ISO.format(at), who.passphrase(), host, path, query);
    }

    static Signer bitget() {
        return (who, at, host, path, query) ->
                headers("ACCESS-", who, Long.toString(at.toEpochMilli()), who.passphrase(), host, path, query);
    }

    static Signer kucoin(String version) {
        return (who, at, host, path, query) -> {
            String passphrase = Macs.base64(Macs.hmac("SHA256", who.secret(), who.passphrase()));
            Call call = headers("KC-API-", who, Long.toString(at.toEpochMilli()), passphrase, host, path, query);
            return VenueClient.withHeader(call, "kc-api-key-version", version);
        };
    }

    private static Call headers(
            String prefix, Identity who, String time, String passphrase, String host, String path, String query) {
        String text = time + "GET" + path + (query.isEmpty() ? "" : "?" + query);
        return VenueClient.call(
                "GET",
                host,
                path,
                query,
                "",
                prefix + "KEY",
                who.key(),
                prefix + "SIGN",
                Macs.base64(Macs.hmac("SHA256", who.secret(), text)),
                prefix + "TIMESTAMP",
                time,
                prefix + "PASSPHRASE",
                passphrase);
    }

    static Signer gate() {
        return (who, at, host, path, query) -> {
            String time = Long.toString(at.getEpochSecond());
            String text = String.join("\n", "GET", path, query, Macs.hex(Macs.digest("SHA-512", "")), time);
            return VenueClient.call(
                    "GET",
                    host,
                    path,
                    query,
                    "",
                    "KEY",
                    who.key(),
                    "Timestamp",
                    time,
                    "SIGN",
                    Macs.hex(Macs.hmac("SHA512", who.secret(), text)));
        };
    }

    static Signer bitstamp() {
        return (who, at, host, path, query) -> {
            String nonce = UUID.randomUUID().toString();
            String text = "BITSTAMP " + who.key() + "POST" + host + path + query + nonce + at.toEpochMilli() + "v2";
            return VenueClient.call(
                    "POST",
                    host,
                    path,
                    query,
                    "",
                    "X-Auth",
                    "BITSTAMP " + who.key(),
                    "X-Auth-Nonce",
                    nonce,
                    "X-Auth-Timestamp",
                    Long.toString(at.toEpochMilli()),
                    "X-Auth-Version",
                    "v2",
                    "X-Auth-Signature",
                    Macs.hex(Macs.hmac("SHA256", who.secret(), text)));
        };
    }

    static String encoded(String json) {
        return Jwt.encoded(json.getBytes(UTF_8));
    }
}
