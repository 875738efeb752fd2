package dev.balancehistory.localexchange.venue;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.ECPoint;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** The primitives below the checks, by vectors of the standards and of exchanges. */
class PrimitivesTest {

    private static final String COINBASE_EC =
            "MHcCAQEEIKwf3Uox30cRWzRBOPoPOH5p0Gpb0Dt8zUKXUEM5fMkGoAoGCCqGSM49AwEHoUQDQgAEbAtpLlSZYVOwYICz+uEyxcS29vRIujiES"
                    + "/gQ1DC7FV4zK4JuYE9vqDyGZQYjdXHLM7I6f/QnnOITL+dXYWBHRA==";

    @Test
    void thePrimitiveOfKucoinIsThePublishedOne() {
        assertThat(Macs.base64(Macs.hmac("SHA256", "test_api_secret", "test_plain")))
                .isEqualTo("jie/gxS38wLFFaBwl/cAzFbAzlI8MIny96jSXrB+iP4=");
    }

    @Test
    void theTokensAreThoseOfRfc7515AndRfc8032() {
        String signed = "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9"
                + ".eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ";
        byte[] secret = Base64.getUrlDecoder()
                .decode("AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow");
        assertThat(Jwt.encoded(Macs.hmac("SHA256", secret, signed.getBytes(UTF_8))))
                .isEqualTo("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk");

        byte[] seed = HexFormat.of().parseHex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60");
        assertThat(Macs.hex(PrivateKeys.ed25519(PrivateKeys.of(Macs.base64(seed)), "")))
                .isEqualTo(
                        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46b"
                                + "d25bf5f0595bbe24655141438e7a100b");
    }

    @Test
    void thePublicPointOfCoinbasesTestKeyIsFound() {
        ECPrivateKey key = (ECPrivateKey)
                PrivateKeys.of("-----BEGIN EC PRIVATE KEY-----\n" + COINBASE_EC + "\n-----END EC PRIVATE KEY-----\n");
        byte[] der = Base64.getDecoder().decode(COINBASE_EC);
        byte[] x = Arrays.copyOfRange(der, der.length - 64, der.length - 32);
        byte[] y = Arrays.copyOfRange(der, der.length - 32, der.length);
        assertThat(P256.point(key.getS())).isEqualTo(new ECPoint(new BigInteger(1, x), new BigInteger(1, y)));
        assertThat(PrivateKeys.es256Verified(key, "text", PrivateKeys.es256(key, "text")))
                .isTrue();
        assertThat(PrivateKeys.es256Verified(key, "texT", PrivateKeys.es256(key, "text")))
                .isFalse();
    }

    @Test
    void eachFormOfAKeyReadsAsTheSameKind() {
        PrivateKey sec1 = PrivateKeys.of(TestKeys.ecSec1Pem());
        PrivateKey pkcs8 = PrivateKeys.of(TestKeys.ecPkcs8Pem());
        assertThat(sec1.getAlgorithm()).isEqualTo(pkcs8.getAlgorithm()).isEqualTo("EC");
        assertThat(PrivateKeys.of(TestKeys.ed25519Base64()).getAlgorithm())
                .isEqualTo(PrivateKeys.of(TestKeys.ed25519Pem()).getAlgorithm())
                .isEqualTo("EdDSA");
        assertThat(Base64.getDecoder().decode(TestKeys.krakenSecret())).hasSize(64);
        assertThat(TestKeys.ecSec1Pem()).isNotEqualTo(TestKeys.ecSec1Pem());
    }
}
