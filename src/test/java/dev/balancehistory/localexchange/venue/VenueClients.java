package dev.balancehistory.localexchange.venue;

import dev.balancehistory.localexchange.venue.VenueClient.Identity;
import dev.balancehistory.localexchange.venue.VenueClient.Signer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A client for each exchange and each way of signing that it takes, with the fault of each flaw. */
final class VenueClients {

    private static final Duration MILLI = Duration.ofMillis(1);
    private static final Duration SECOND = Duration.ofSeconds(1);

    private static final Map<Venue, VenueClient> FIRST =
            all().collect(Collectors.toMap(VenueClient::venue, client -> client, (first, other) -> first));

    private VenueClients() {}

    static Stream<VenueClient> all() {
        return Stream.of(tokens(), queries(), headers()).flatMap(List::stream);
    }

    /** Returns the first client of an exchange, the same each time. */
    static VenueClient of(Venue venue) {
        return FIRST.get(venue);
    }

    private static List<VenueClient> tokens() {
        String coinbase = """
                signature 401; secret 401; unknown 401; repeated 401; path 401; host 401; window 401; denied PERMISSION_DENIED
                parameter INVALID_ARGUMENT; -authorization 401""";
        return List.of(
                client(Venue.UPBIT, "", hmac(), TestKeys.hmacSecret(), "/v1/accounts")
                        .signedAt(Signers.korean("HS512", "SHA512", false), VenueClient.TOKEN)
                        .flaws("""
                                signature jwt_verification; secret jwt_verification; unknown invalid_access_key
                                repeated nonce_used; denied out_of_scope; parameter invalid_query_payload
                                -authorization jwt_verification"""),
                client(Venue.BITHUMB, "", hmac(), TestKeys.hmacSecret(), "/v1/accounts")
                        .signedAt(Signers.korean("HS256", "SHA256", true), VenueClient.TOKEN)
                        .window(Duration.ofSeconds(30), Duration.ofMillis(29_999), MILLI)
                        .flaws("""
                                signature jwt_verification; secret jwt_verification; unknown jwt_verification
                                repeated jwt_verification; window expired_jwt; denied jwt_verification
                                parameter invalid_parameter; -authorization jwt_verification"""),
                coinbase(" SEC1", TestKeys.ecSec1Pem(), TestKeys.ecSec1Pem(), coinbase),
                coinbase(" PKCS#8", TestKeys.ecPkcs8Pem(), TestKeys.ecPkcs8Pem(), coinbase),
                coinbase(" Ed25519", TestKeys.ed25519Base64(), TestKeys.ed25519Base64(), coinbase),
                coinbase(" Ed25519 PEM", TestKeys.ed25519Pem(), TestKeys.ed25519Pem(), coinbase));
    }

    private static VenueClient coinbase(String form, String secret, String other, String flaws) {
        Identity identity = new Identity(TestKeys.coinbaseKeyName(), secret.replace("\n", "\\n"), "");
        return client(Venue.COINBASE, form, identity, other, "/api/v3/brokerage/accounts")
                .signedAt(Signers.coinbase(), VenueClient.TOKEN)
                .window(Duration.ofSeconds(119), Duration.ofSeconds(120), SECOND)
                .flaws(flaws);
    }

    private static List<VenueClient> queries() {
        String binance = """
                signature -1022; secret -1022; unknown -2015; window -1021; denied -2015; parameter -1102
                -x-mbx-apikey -2014; -?timestamp -1102; -?signature -1102""";
        Identity ed25519 = hmac().withSecret(TestKeys.ed25519Pem());
        return List.of(
                client(Venue.BINANCE, " HMAC", hmac(), TestKeys.hmacSecret(), "/api/v3/account")
                        .signedAt(Signers.query("GET", "X-MBX-APIKEY"), VenueClient.QUERY)
                        .window(Duration.ofSeconds(5), Duration.ofMillis(999), MILLI)
                        .flaws(binance),
                client(Venue.BINANCE, " Ed25519", ed25519, TestKeys.ed25519Pem(), "/api/v3/account")
                        .signedAt(Signers.query("GET", "X-MBX-APIKEY"), VenueClient.QUERY)
                        .window(Duration.ofSeconds(5), Duration.ofMillis(999), MILLI)
                        .flaws(binance),
                client(Venue.MEXC, "", hmac(), TestKeys.hmacSecret(), "/api/v3/account")
                        .signedAt(Signers.query("GET", "X-MEXC-APIKEY"), VenueClient.QUERY)
                        .window(Duration.ofSeconds(5), Duration.ofMillis(999), MILLI)
                        .flaws("""
                                signature 700002; secret 700002; unknown 402; window 700003; denied 700007
                                parameter 400; -x-mexc-apikey 402; -?timestamp 700003; -?signature 700002"""));
    }

    private static List<VenueClient> headers() {
        String kucoin = """
                signature 400005; secret 400005; unknown 400003; path 400005; passphrase 400004; window 400002
                denied 400007; parameter 400100; -kc-api-key 400001; -kc-api-sign 400001; -kc-api-timestamp 400001
                -kc-api-passphrase 400001; -kc-api-key-version 400001""";
        return List.of(
                client(
                                Venue.KRAKEN,
                                "",
                                hmac().withSecret(TestKeys.krakenSecret()),
                                TestKeys.krakenSecret(),
                                "/0/private/BalanceEx")
                        .signedAt(Signers.kraken(), "api-sign")
                        .flaws("""
                                signature EAPI:Invalid signature; secret EAPI:Invalid signature
                                unknown EAPI:Invalid key; repeated EAPI:Invalid nonce; lower EAPI:Invalid nonce
                                path EAPI:Invalid signature; denied EGeneral:Permission denied
                                parameter EGeneral:Invalid arguments; -api-key EAPI:Invalid key
                                -api-sign EAPI:Invalid signature; -user-agent EGeneral:Invalid arguments
                                -content-type EGeneral:Invalid arguments"""),
                client(Venue.BYBIT, "", hmac(), TestKeys.hmacSecret(), "/v5/account/wallet-balance")
                        .query("accountType=UNIFIED")
                        .signedAt(Signers.bybit(), "x-bapi-sign")
                        .window(Duration.ofSeconds(5), Duration.ofMillis(999), MILLI)
                        .flaws("""
                                signature 10004; secret 10004; unknown 10003; window 10002; denied 10005
                                parameter 10001; -x-bapi-api-key 10003; -x-bapi-sign 10004
                                -x-bapi-timestamp 10002; -x-bapi-recv-window 10004"""),
                client(Venue.OKX, "", hmac(), TestKeys.hmacSecret(), "/api/v5/account/balance")
                        .signedAt(Signers.okx(), "ok-access-sign")
                        .window(Duration.ofSeconds(30), Duration.ofMillis(29_999), MILLI)
                        .flaws("""
                                signature 50113; secret 50113; unknown 50111; path 50113; passphrase 50105
                                window 50102; denied 50120; parameter 51000; -ok-access-key 50103
                                -ok-access-passphrase 50104; -ok-access-sign 50106; -ok-access-timestamp 50107"""),
                client(Venue.KUCOIN, " 3", hmac(), TestKeys.hmacSecret(), "/api/v1/accounts")
                        .signedAt(Signers.kucoin("3"), "kc-api-sign")
                        .window(Duration.ofSeconds(5), Duration.ofMillis(4_999), MILLI)
                        .flaws(kucoin),
                client(Venue.KUCOIN, " 2", hmac(), TestKeys.hmacSecret(), "/api/v1/accounts")
                        .signedAt(Signers.kucoin("2"), "kc-api-sign")
                        .window(Duration.ofSeconds(5), Duration.ofMillis(4_999), MILLI)
                        .flaws(kucoin),
                client(Venue.BITGET, "", hmac(), TestKeys.hmacSecret(), "/api/v2/spot/account/assets")
                        .signedAt(Signers.bitget(), "access-sign")
                        .window(Duration.ofSeconds(30), Duration.ofMillis(29_999), MILLI)
                        .flaws("""
                                signature 40009; secret 40009; unknown 40037; path 40009; passphrase 40012
                                window 40008; denied 40014; parameter 400; -access-key 40006; -access-sign 40009
                                -access-timestamp 40005; -access-passphrase 40012"""),
                client(Venue.GATE, "", hmac(), TestKeys.hmacSecret(), "/api/v4/spot/accounts")
                        .signedAt(Signers.gate(), "sign")
                        .window(Duration.ofSeconds(60), Duration.ofSeconds(60), SECOND)
                        .flaws("""
                                signature INVALID_SIGNATURE; secret INVALID_SIGNATURE; unknown INVALID_KEY
                                path INVALID_SIGNATURE; window REQUEST_EXPIRED; denied FORBIDDEN
                                parameter INVALID_PARAM_VALUE; -key INVALID_KEY; -sign INVALID_SIGNATURE
                                -timestamp REQUEST_EXPIRED"""),
                client(Venue.BITSTAMP, "", hmac(), TestKeys.hmacSecret(), "/api/v2/account_balances/")
                        .signedAt(Signers.bitstamp(), "x-auth-signature")
                        .window(Duration.ofSeconds(150), Duration.ofMillis(149_999), MILLI)
                        .flaws("""
                                signature API0005; secret API0005; unknown API0001; repeated API0004; path API0005; host API0005
                                window API0017; denied API0003; parameter 400; -x-auth API0008
                                -x-auth-nonce API0008; -x-auth-timestamp API0008; -x-auth-version API0008
                                -x-auth-signature API0008"""));
    }

    private static Identity hmac() {
        return new Identity(TestKeys.hmacSecret(), TestKeys.hmacSecret(), "correct horse");
    }

    private static Draft client(Venue venue, String form, Identity identity, String otherSecret, String path) {
        return new Draft(venue, form, identity, otherSecret, path, "", null, null, null, null, null);
    }

    private record Draft(
            Venue venue,
            String form,
            Identity identity,
            String otherSecret,
            String path,
            String query,
            Signer signer,
            String place,
            Duration oldest,
            Duration newest,
            Duration unit) {

        Draft query(String parameters) {
            return new Draft(venue, form, identity, otherSecret, path, parameters, signer, place, oldest, newest, unit);
        }

        Draft signedAt(Signer how, String where) {
            return new Draft(venue, form, identity, otherSecret, path, query, how, where, oldest, newest, unit);
        }

        Draft window(Duration behind, Duration ahead, Duration step) {
            return new Draft(venue, form, identity, otherSecret, path, query, signer, place, behind, ahead, step);
        }

        VenueClient flaws(String table) {
            Map<String, String> flaws = new LinkedHashMap<>();
            for (String line : table.split("[;\n]")) {
                String[] words = line.strip().split(" ", 2);
                flaws.put(words[0], words[1]);
            }
            return new VenueClient(
                    venue + form,
                    venue,
                    identity,
                    otherSecret,
                    path,
                    query,
                    signer,
                    place,
                    oldest,
                    newest,
                    unit,
                    flaws);
        }
    }
}
