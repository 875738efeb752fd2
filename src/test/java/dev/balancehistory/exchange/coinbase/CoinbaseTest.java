package dev.balancehistory.exchange.coinbase;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.balancehistory.balance.ResponseBody;
import dev.balancehistory.exchange.Credentials;
import dev.balancehistory.exchange.KeyFinding;
import dev.balancehistory.exchange.Moment;
import dev.balancehistory.exchange.Reading;
import dev.balancehistory.exchange.contract.AdapterContract;
import dev.balancehistory.exchange.http.Json;
import dev.balancehistory.exchange.http.Request;
import dev.balancehistory.localexchange.venue.TestKeys;
import java.net.URI;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CoinbaseTest extends AdapterContract {
    private static final String NAME = "organizations/test-organization/apiKeys/test-api-key";

    /** The DER inside of the published SEC1 PEM. */
    private static final String EC =
            "MHcCAQEEIKwf3Uox30cRWzRBOPoPOH5p0Gpb0Dt8zUKXUEM5fMkGoAoGCCqGSM49AwEHoUQDQgAEbAtpLlSZ"
                    + "YVOwYICz+uEyxcS29vRIujiES/gQ1DC7FV4zK4JuYE9vqDyGZQYjdXHLM7I6f/QnnOITL+dXYWBHRA==";

    private static final String ED25519 =
            "k0BUni0p0vZG1BdpVjS6ogBJ7kxm630AJ2dN+tuputDOKsRAwgyrpEQLeBtS1znTmzPX6Xr2eOWpzx6nW8knkA==";
    private static final int POINT = 65;

    /** The bytes before the point in the encoding of a public key on P-256. */
    private static final byte[] P256_PUBLIC =
            HexFormat.of().parseHex("3059301306072a8648ce3d020106082a8648ce3d030107034200");

    private static final Map<String, String> ADVICE = Map.of(
            "CREATE", "create a key with the right View alone",
            "REPLACE", "create a key with the right View alone, and delete this one");

    private static final Moment MOMENT = new Moment(
            Instant.ofEpochSecond(1_700_000_000), 0, () -> UUID.fromString("01234567-89ab-cdef-0123-456789abcdef"));

    CoinbaseTest() {
        super(Coinbase.adapter());
    }

    @Override
    protected Secret secret() {
        return new Secret("organizations/canary/apiKeys/7f3a9c51d2e4", pem("EC PRIVATE KEY", EC), "");
    }

    @Override
    protected Twice twice() {
        return Twice.SUMMED;
    }

    private static String pem(String label, String base64) {
        return "-----BEGIN " + label + "-----\n" + base64 + "\n-----END " + label + "-----";
    }

    private static String[] token(String secret) {
        Credentials credentials = new Credentials(URI.create("https://api.coinbase.com"), NAME, secret);
        Request request =
                Request.get("/api/v3/brokerage/accounts").query("limit", "250").query("cursor", "next");
        String header = Coinbase.signed(request, credentials, MOMENT).headers().get("Authorization");
        assertThat(header).startsWith("Bearer ");
        return header.substring("Bearer ".length()).split("\\.");
    }

    private static String decoded(String part) {
        return new String(Base64.getUrlDecoder().decode(part), UTF_8);
    }

    @Test
    void theTokenOfAnEd25519KeyIsThatOfTheVector() {
        String[] token = token(ED25519);
        assertThat(decoded(token[0]))
                .isEqualTo("{\"alg\":\"EdDSA\",\"typ\":\"JWT\",\"kid\":\"" + NAME
                        + "\",\"nonce\":\"0123456789abcdef0123456789abcdef\"}");
        assertThat(decoded(token[1]))
                .isEqualTo("{\"sub\":\"" + NAME + "\",\"iss\":\"cdp\",\"nbf\":1700000000,\"exp\":1700000120,"
                        + "\"uri\":\"GET api.coinbase.com/api/v3/brokerage/accounts\"}");
        assertThat(token[2])
                .isEqualTo("QQBdMBG6eM67RzlcmhP7PUTAARblY92tIUURjYEwoZwr7ASDhC5VAODre-l_F26wI04eU2lscoUi39_9B4SgDA");
        String seedAlone = Base64.getEncoder()
                .encodeToString(Arrays.copyOf(Base64.getDecoder().decode(ED25519), 32));
        assertThat(token(seedAlone)).containsExactly(token);
    }

    @Test
    void thePublishedEcKeySignsWhatItsPublicPointVerifies() throws Exception {
        byte[] der = Base64.getDecoder().decode(EC);
        byte[] encoded = Arrays.copyOf(P256_PUBLIC, P256_PUBLIC.length + POINT);
        System.arraycopy(der, der.length - POINT, encoded, P256_PUBLIC.length, POINT);
        String[] token = token(pem("EC PRIVATE KEY", EC));
        assertThat(decoded(token[0])).startsWith("{\"alg\":\"ES256\",\"typ\":\"JWT\",\"kid\":\"" + NAME);
        byte[] signature = Base64.getUrlDecoder().decode(token[2]);
        assertThat(signature).hasSize(64);

        Signature verifier = Signature.getInstance("SHA256withECDSAinP1363Format");
        verifier.initVerify(KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(encoded)));
        verifier.update((token[0] + "." + token[1]).getBytes(UTF_8));
        assertThat(verifier.verify(signature)).isTrue();
    }

    static List<List<String>> forms() {
        String sec1 = TestKeys.ecSec1Pem();
        return List.of(
                List.of("ES256", sec1),
                List.of("ES256", sec1.replace("\n", "\\n")),
                List.of("ES256", sec1.strip()),
                List.of("ES256", TestKeys.ecPkcs8Pem()),
                List.of("EdDSA", TestKeys.ed25519Pem()),
                List.of("EdDSA", TestKeys.ed25519Pem().replace("\n", "\\n")),
                List.of("EdDSA", TestKeys.ed25519Base64()));
    }

    @ParameterizedTest
    @MethodSource("forms")
    void eachFormOfAPrivateKeyIsRead(List<String> form) {
        assertThat(CoinbaseKey.of(form.get(1)).algorithm()).isEqualTo(form.get(0));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "short",
                "-----BEGIN EC PRIVATE KEY-----",
                "-----BEGIN EC PRIVATE KEY-----\nAAAA\n-----END EC PRIVATE KEY-----",
                "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----",
                "MHcCAQEEIKwf3Uox30cRWzRBOPoPOH5p0Gpb0Dt8zUKXUEM5fMkGoAoGCCqGSM49"
            })
    void everyOtherFormIsRejectedWithTheAcceptedForms(String secret) {
        assertThatThrownBy(() -> CoinbaseKey.of(secret))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("must be the private key as the exchange shows it: PEM from its BEGIN line to its END line,"
                        + " or base64 of an Ed25519 key");
    }

    @Test
    void anAccountThatTwoPagesListIsNotCountedTwice() {
        String first = "{\"accounts\":[" + account("a", "BTC") + "],\"has_next\":true,\"cursor\":\"2\"}";
        String last = "{\"accounts\":[" + account("a", "BTC") + "],\"has_next\":false,\"cursor\":\"\"}";
        assertThat(read(first, last))
                .isInstanceOfSatisfying(
                        Reading.Malformed.class,
                        malformed -> assertThat(malformed.reason()).isEqualTo("it lists a twice"));
        assertThat(read(first, last.replace("\"a\"", "\"b\""))).isInstanceOf(Reading.Success.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"accounts\":[],\"has_next\":true,\"cursor\":\"\"}     | it has a next page and no cursor",
                "{\"accounts\":[],\"cursor\":\"\"}                       | it lacks has_next",
                "{\"accounts\":[{}],\"has_next\":false}                  | it lacks accounts[0].",
                "{\"errors\":[]}                                         | its errors are empty"
            })
    void aPageThatIsNotAsDocumentedIsRejected(String body, String reason) {
        assertThat(read(body))
                .isInstanceOfSatisfying(
                        Reading.Malformed.class,
                        malformed -> assertThat(malformed.reason()).startsWith(reason));
    }

    private static Reading read(String... pages) {
        List<byte[]> bodies =
                Arrays.stream(pages).map(page -> page.getBytes(UTF_8)).toList();
        return Coinbase.adapter().reader().read(ResponseBody.joined(bodies), Instant.now());
    }

    private static String account(String uuid, String currency) {
        return "{\"uuid\":\"" + uuid + "\",\"currency\":\"" + currency
                + "\",\"available_balance\":{\"value\":\"1\"},\"hold\":{\"value\":\"0\"}}";
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "true  | false | false | the key can only read                          | ",
                "true  | true  | false | the key can do more than read: trade           | REPLACE",
                "true  | true  | true  | the key can do more than read: trade, transfer | REPLACE",
                "false | true  | true  | the key may not read balances                  | CREATE"
            })
    void furtherRightsAreAWarning(boolean view, boolean trade, boolean transfer, String detail, String advice) {
        String body = "{\"can_view\":" + view + ",\"can_trade\":" + trade + ",\"can_transfer\":" + transfer
                + ",\"portfolio_uuid\":\"x\",\"portfolio_type\":\"DEFAULT\"}";
        assertThat(Coinbase.adapter().keyCheck().reader().apply(Json.parse(body.getBytes(UTF_8))))
                .containsExactly(new KeyFinding(detail, advice == null ? null : ADVICE.get(advice)));
    }
}
