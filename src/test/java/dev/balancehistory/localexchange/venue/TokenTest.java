package dev.balancehistory.localexchange.venue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tokens that are signed with the right secret, but have wrong contents. */
class TokenTest {

    private static final Instant NOW = Instant.parse("2026-11-28T12:00:00.250Z");
    private static final String UUID_TEXT = "6f5570df-d8bc-4daf-85b4-976733feb624";
    private static final String KEY = "organizations/test/apiKeys/test";
    private static final String ED25519 = TestKeys.ed25519Base64();
    private static final String EC = TestKeys.ecSec1Pem();
    private static final String HMAC = TestKeys.hmacSecret();
    private static final String PATH = "/api/v3/brokerage/accounts";
    private static final long SECONDS = NOW.getEpochSecond();

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"alg":"HS512","typ":"JWT"} | {"access_key":"k","nonce":"UUID"} | OK
            {"alg":"HS256","typ":"JWT"} | {"access_key":"k","nonce":"UUID"} | jwt_verification
            {"alg":"none","typ":"JWT"}  | {"access_key":"k","nonce":"UUID"} | jwt_verification
            {"alg":"HS512"}             | {"access_key":"k","nonce":"UUID"} | jwt_verification
            {"alg":"HS512","typ":"JWT"} | {"access_key":"k","nonce":"7"} | jwt_verification
            {"alg":"HS512","typ":"JWT"} | {"access_key":"k"} | jwt_verification
            {"alg":"HS512","typ":"JWT"} | {"access_key":"k","nonce":7} | jwt_verification
            {"alg":"HS512","typ":"JWT"} | {"nonce":"UUID"} | jwt_verification
            {"alg":"HS512","typ":"JWT"} | {"access_key":"K","nonce":"UUID"} | invalid_access_key
            {"alg":"HS512","typ":"JWT"} | {"access_key":"k","access_key":"k","nonce":"UUID"} | jwt_verification
            {"alg":"HS512","typ":"JWT"} | {"access_key":"k","nonce":"UUID","query_hash":"x"} | invalid_query_payload
            {"alg":"HS512","typ":"JWT"} | not JSON | jwt_verification
            """)
    void aTokenForUpbitIsReadToTheLetter(String header, String claims, String verdict) {
        VenueApi api = open(Venue.UPBIT, "k", HMAC);
        String text = Signers.encoded(header) + "." + Signers.encoded(claims.replace("UUID", UUID_TEXT));
        Call call = bearer("/v1/accounts", text + "." + Jwt.encoded(Macs.hmac("SHA512", HMAC, text)));
        assertThat(api.decide(call).verdict()).isEqualTo(verdict);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            HS256 | {"access_key":"k","nonce":"UUID","timestamp":MILLIS} | OK
            HS512 | {"access_key":"k","nonce":"UUID","timestamp":MILLIS} | jwt_verification
            HS256 | {"access_key":"k","nonce":"UUID"} | jwt_verification
            HS256 | {"access_key":"k","nonce":"UUID","timestamp":"MILLIS"} | jwt_verification
            HS256 | {"access_key":"k","nonce":"UUID","timestamp":1700000000} | expired_jwt
            HS256 | {"access_key":"k","nonce":"","timestamp":MILLIS} | jwt_verification
            """)
    void aTokenForBithumbHasANumberOfMilliseconds(String algorithm, String claims, String verdict) {
        VenueApi api = open(Venue.BITHUMB, "k", HMAC);
        String filled = claims.replace("UUID", UUID_TEXT).replace("MILLIS", Long.toString(NOW.toEpochMilli()));
        String text = Signers.encoded("{\"alg\":\"%s\",\"typ\":\"JWT\"}".formatted(algorithm)) + "."
                + Signers.encoded(filled);
        String hash = algorithm.replace("HS", "SHA");
        Call call = bearer("/v1/accounts", text + "." + Jwt.encoded(Macs.hmac(hash, HMAC, text)));
        assertThat(api.decide(call).verdict()).isEqualTo(verdict);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            alg   | ES256                                       | 401
            alg   | HS256                                       | 401
            typ   | jws                                         | 401
            kid   | organizations/test/apiKeys/other            | 401
            nonce | short                                       | 401
            sub   | organizations/test/apiKeys/other            | 401
            iss   | coinbase-cloud                              | 401
            nbf   | 121                                         | 401
            exp   | 0                                           | 401
            exp   | 121                                         | 401
            uri   | POST localhost/api/v3/brokerage/accounts    | 401
            uri   | GET https://localhost/api/v3/brokerage/accounts | 401
            uri   | GET localhost/api/v3/brokerage/accounts?limit=250 | 401
            uri   | GET localhost/api/v3/brokerage/key_permissions | 401
            uri   | GET api.coinbase.com/api/v3/brokerage/accounts | 401
            uri   | GET localhost/api/v3/brokerage/accounts     | OK
            uri   | GET localhost:8080/api/v3/brokerage/accounts | OK
            """)
    void aTokenForCoinbaseIsForOneRequest(String member, String value, String verdict) {
        for (String secret : new String[] {ED25519, EC}) {
            VenueApi api = open(Venue.COINBASE, KEY, secret);
            boolean ec = secret.equals(EC);
            String actual = member.equals("alg") && value.equals("ES256") && ec ? "EdDSA" : value;
            Call call = bearer(PATH, coinbase(secret, ec, member, actual));
            assertThat(api.decide(VenueClient.withQuery(call, "limit=250")).verdict())
                    .isEqualTo(verdict);
        }
    }

    private static String coinbase(String secret, boolean ec, String member, String value) {
        String header = Json.texts(
                "alg", member.equals("alg") ? value : ec ? "ES256" : "EdDSA",
                "typ", member.equals("typ") ? value : "JWT",
                "kid", member.equals("kid") ? value : KEY,
                "nonce",
                        member.equals("nonce")
                                ? value
                                : UUID.randomUUID().toString().replace("-", ""));
        String claims = Json.object(
                "sub", Json.text(member.equals("sub") ? value : KEY),
                "iss", Json.text(member.equals("iss") ? value : "cdp"),
                "nbf", Long.toString(SECONDS + (member.equals("nbf") ? Long.parseLong(value) : 0)),
                "exp", Long.toString(SECONDS + (member.equals("exp") ? Long.parseLong(value) : 120)),
                "uri", Json.text(member.equals("uri") ? value : "GET localhost" + PATH));
        String text = Signers.encoded(header) + "." + Signers.encoded(claims);
        return text + "."
                + Jwt.encoded(
                        ec
                                ? PrivateKeys.es256(PrivateKeys.of(secret), text)
                                : PrivateKeys.ed25519(PrivateKeys.of(secret), text));
    }

    private static Call bearer(String path, String token) {
        return VenueClient.call("GET", "localhost:8080", path, "", "", "Authorization", "Bearer " + token);
    }

    private static VenueApi open(Venue venue, String key, String secret) {
        VenueApi api = venue.open(() -> NOW, true);
        api.register(key, secret, "");
        return api;
    }
}
