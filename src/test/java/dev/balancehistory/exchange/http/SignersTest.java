package dev.balancehistory.exchange.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The published vectors of the standards and of the exchanges. */
class SignersTest {
    private static final String SEC1 = "MHcCAQEEIKwf3Uox30cRWzRBOPoPOH5p0Gpb0Dt8zUKXUEM5fMkGoAoGCCqGSM49AwEHoUQDQgAE"
            + "bAtpLlSZYVOwYICz+uEyxcS29vRIujiES/gQ1DC7FV4zK4JuYE9vqDyGZQYjdXHLM7I6f/QnnOITL+dXYWBHRA==";
    private static final String EC_PEM = pem("EC PRIVATE KEY", SEC1);
    private static final String ED25519 =
            "k0BUni0p0vZG1BdpVjS6ogBJ7kxm630AJ2dN+tuputDOKsRAwgyrpEQLeBtS1znTmzPX6Xr2eOWpzx6nW8knkA==";

    private static String pem(String kind, String base64) {
        return "-----BEGIN " + kind + "-----\n" + base64.replaceAll("(.{64})", "$1\n") + "\n-----END " + kind
                + "-----\n";
    }

    @ParameterizedTest
    @CsvSource({
        "SHA256, NhqPtmdSJYdKjVHjA7PZj4Mge3R5YNiP1e3UZjInClVN65XAbvqqM6A7H5fATj0j, timestamp=1578963600000,"
                + " d84e6641b1e328e7b418fff030caed655c266299c9355e36ce801ed14631eed4",
        "SHA384, 1234abcd,"
                + " ewogICAgInJlcXVlc3QiOiAiL3YxL29yZGVyL3N0YXR1cyIsCiAgICAibm9uY2UiOiAxMjM0NTYsCgogICAgIm9yZGVyX2lkIjogMTg4MzQKfQo=,"
                + " 337cc8b4ea692cfe65b4a85fcc9f042b2e3f702ac956fd098d600ab15705775017beae402be773ceee10719ff70d710f"
    })
    void aCodeInHexadecimalIsThePublishedOne(Hmac hmac, String secret, String text, String code) {
        assertThat(hmac.hex(secret.getBytes(UTF_8), text)).isEqualTo(code);
    }

    @Test
    void aCodeInBase64IsThePublishedOne() {
        assertThat(Hmac.SHA256.base64("test_api_secret".getBytes(UTF_8), "test_plain"))
                .isEqualTo("jie/gxS38wLFFaBwl/cAzFbAzlI8MIny96jSXrB+iP4=");
    }

    @Test
    void aCodeOfBytesIsThePublishedOne() throws GeneralSecurityException {
        byte[] secret = Base64.getDecoder()
                .decode("kQH5HW/8p1uGOVjbgWA7FunAmGO8lsSUXNsu3eow76sz84Q18fWxnyRzBHCd3pd5nE9qa99HAZtuZuj6F1huXg==");
        String body = "nonce=1616492376594&ordertype=limit&pair=XBTUSD&price=37500&type=buy&volume=1.25";
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(("1616492376594" + body).getBytes(UTF_8));
        byte[] path = "/0/private/AddOrder".getBytes(UTF_8);
        byte[] message = Arrays.copyOf(path, path.length + hash.length);
        System.arraycopy(hash, 0, message, path.length, hash.length);
        assertThat(Base64.getEncoder().encodeToString(Hmac.SHA512.of(secret, message)))
                .isEqualTo("4/dpxb3iT4tp/ZCVEwSnEsLxx0bqyhLpdfOpc6fn7OR8+UClSV5n9E6aSS8MPtnRfp32bAb0nmbRn6H8ndwLUQ==");
    }

    @Test
    void hs256IsThatOfRfc7515() {
        byte[] secret = Base64.getUrlDecoder()
                .decode("AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow");
        String text = "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9"
                + ".eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ";
        assertThat(base64Url(JwtKey.hs256(secret).signature().apply(text.getBytes(US_ASCII))))
                .isEqualTo("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk");
    }

    @Test
    void ed25519IsThatOfRfc8037() {
        byte[] seed = Base64.getUrlDecoder().decode("nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A");
        PrivateKey key = PrivateKeys.ed25519(Base64.getEncoder().encodeToString(seed));
        String text = "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc";
        assertThat(base64Url(JwtKey.eddsa(key).signature().apply(text.getBytes(US_ASCII))))
                .isEqualTo("hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg");
        // RFC 8032, test 1.
        assertThat(HexFormat.of().formatHex(PrivateKeys.signEd25519(key, new byte[0])))
                .isEqualTo("e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
                        + "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b");
    }

    @Test
    void aTokenHasItsMembersInTheGivenOrder() {
        String token = coinbase(JwtKey.eddsa(PrivateKeys.ed25519(ED25519)));
        assertThat(token)
                .endsWith(".QQBdMBG6eM67RzlcmhP7PUTAARblY92tIUURjYEwoZwr7ASDhC5VAODre-l_F26wI04eU2lscoUi39_9B4SgDA");
    }

    private static String coinbase(JwtKey key) {
        String name = "organizations/test-organization/apiKeys/test-api-key";
        return new Jwt(key)
                .header("kid", name)
                .header("nonce", "0123456789abcdef0123456789abcdef")
                .claim("sub", name)
                .claim("iss", "cdp")
                .claim("nbf", 1_700_000_000)
                .claim("exp", 1_700_000_120)
                .claim("uri", "GET api.coinbase.com/api/v3/brokerage/accounts")
                .sign();
    }

    @Test
    void aTextInATokenIsEscaped() {
        String token =
                new Jwt(JwtKey.hs256(new byte[] {1})).claim("a\"", "\\\n").sign();
        assertThat(new String(Base64.getUrlDecoder().decode(token.split("\\.")[1]), UTF_8))
                .isEqualTo("{\"a\\\"\":\"\\\\\\n\"}");
    }

    @Test
    void anEcKeyInEachEncodingMakesTheSameSignatures() throws GeneralSecurityException {
        PrivateKey key = PrivateKeys.ec(EC_PEM);
        String pkcs8 = Base64.getEncoder().encodeToString(key.getEncoded());
        for (String text : new String[] {
            EC_PEM, EC_PEM.replace("\n", "\\n"), EC_PEM.replace("\n", "\r\n"), EC_PEM.strip(), pem("PRIVATE KEY", pkcs8)
        }) {
            String token = coinbase(JwtKey.es256(PrivateKeys.ec(text)));
            int dot = token.lastIndexOf('.');
            byte[] signature = Base64.getUrlDecoder().decode(token.substring(dot + 1));
            assertThat(signature).hasSize(64);
            Signature verified = Signature.getInstance("SHA256withECDSAinP1363Format");
            verified.initVerify(publicKey());
            verified.update(token.substring(0, dot).getBytes(US_ASCII));
            assertThat(verified.verify(signature)).isTrue();
        }
    }

    /** The last 65 bytes of the key in SEC1 are the public point. */
    private static PublicKey publicKey() throws GeneralSecurityException {
        byte[] der = Base64.getDecoder().decode(SEC1);
        byte[] point = Arrays.copyOfRange(der, der.length - 65, der.length);
        AlgorithmParameters p256 = AlgorithmParameters.getInstance("EC");
        p256.init(new ECGenParameterSpec("secp256r1"));
        return KeyFactory.getInstance("EC")
                .generatePublic(new ECPublicKeySpec(
                        new ECPoint(
                                new BigInteger(1, Arrays.copyOfRange(point, 1, 33)),
                                new BigInteger(1, Arrays.copyOfRange(point, 33, 65))),
                        p256.getParameterSpec(ECParameterSpec.class)));
    }

    @Test
    void anEd25519KeyInEachEncodingMakesTheSameSignature() {
        PrivateKey key = PrivateKeys.ed25519(ED25519);
        String seed = Base64.getEncoder()
                .encodeToString(Arrays.copyOf(Base64.getDecoder().decode(ED25519), 32));
        String pem = pem("PRIVATE KEY", Base64.getEncoder().encodeToString(key.getEncoded()));
        byte[] expected = PrivateKeys.signEd25519(key, new byte[] {1, 2, 3});
        for (String text : new String[] {seed, pem, pem.replace("\n", "\\n")}) {
            assertThat(PrivateKeys.signEd25519(PrivateKeys.ed25519(text), new byte[] {1, 2, 3}))
                    .isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "CANARY",
                "Q0FOQVJZ",
                "-----BEGIN PRIVATE KEY-----\nCANARY\n-----END PRIVATE KEY-----",
                "-----BEGIN EC PRIVATE KEY-----\nQ0FOQVJZ\n-----END EC PRIVATE KEY-----",
                "-----BEGIN PRIVATE KEY-----\nQ0FOQVJZ\n-----END PUBLIC KEY-----",
                "-----BEGIN PRIVATE KEY-----Q0FOQVJZ"
            })
    void aKeyOfAnotherFormIsRejectedWithoutBeingShown(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PrivateKeys.ec(text))
                .withMessageStartingWith("must be ")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("CANARY", "Q0FO"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PrivateKeys.ed25519(text))
                .withMessageStartingWith("must be ")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("CANARY", "Q0FO"));
    }

    @Test
    void anEcKeyOnAnotherCurveIsRejected() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp384r1"));
        String other = pem(
                "PRIVATE KEY",
                Base64.getEncoder()
                        .encodeToString(generator.generateKeyPair().getPrivate().getEncoded()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PrivateKeys.ec(other))
                .withMessage("must be an EC key on the curve P-256");
    }

    @Test
    void aSecretHasItsForm() {
        assertThat(SecretForms.BASE64.flaw("kQH5HW/8p1uG")).isNull();
        assertThat(SecretForms.BASE64.flaw("kQH5HW/8p1u")).isEqualTo("must be base64, as the exchange shows it");
        assertThat(SecretForms.EC_PEM.flaw(EC_PEM)).isNull();
        assertThat(SecretForms.ED25519.flaw(ED25519)).isNull();
        assertThat(SecretForms.TEXT_OR_ED25519_PEM.flaw("any-text")).isNull();
        assertThat(SecretForms.TEXT_OR_ED25519_PEM.flaw(EC_PEM)).startsWith("must be an Ed25519 key");
    }

    private static String base64Url(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
