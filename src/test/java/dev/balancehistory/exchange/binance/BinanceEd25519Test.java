package dev.balancehistory.exchange.binance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.balancehistory.exchange.Credentials;
import dev.balancehistory.exchange.contract.AdapterContract;
import java.net.URI;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** Binance with an Ed25519 key. */
class BinanceEd25519Test extends AdapterContract {
    /** The key of RFC 8032, test 1, in PKCS#8. */
    private static final String PEM = pem(
            "302e020100300506032b657004220420" + "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60");

    BinanceEd25519Test() {
        super(Binance.adapter());
    }

    private static String pem(String der) {
        return "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getEncoder().encodeToString(HexFormat.of().parseHex(der)) + "\n-----END PRIVATE KEY-----\n";
    }

    @Override
    protected Secret secret() {
        return new Secret("CANARYKEY7f3a9c51d2e4", PEM, "");
    }

    @Test
    void theSignatureIsThatOfTheVector() {
        for (String secret : new String[] {PEM, PEM.replace("\n", "\\n")}) {
            Credentials credentials = new Credentials(URI.create("https://api.binance.com"), "key", secret);
            assertThat(Base64.getDecoder().decode(Binance.signature(credentials, "")))
                    .asHexString()
                    .isEqualToIgnoringCase("e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555"
                            + "fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b");
        }
    }

    @Test
    void anotherKindOfKeyIsRejectedWithTheExpectedForm() {
        String rsa = pem("3003020100");
        assertThat(Binance.adapter().credentialForm().secret().flaw(rsa))
                .isEqualTo("must be an Ed25519 key in PKCS#8 PEM or base64");
    }
}
