package dev.balancehistory.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import com.auth0.jwt.JWT;
import com.auth0.jwt.algorithms.Algorithm;
import com.auth0.jwt.interfaces.DecodedJWT;
import dev.balancehistory.exchange.Credentials;
import dev.balancehistory.exchange.Moment;
import dev.balancehistory.exchange.bithumb.Bithumb;
import dev.balancehistory.exchange.coinbase.Coinbase;
import dev.balancehistory.exchange.http.Adapter;
import dev.balancehistory.exchange.http.Hmac;
import dev.balancehistory.exchange.http.Request;
import dev.balancehistory.exchange.upbit.Upbit;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.knowm.xchange.upbit.UpbitAuthenticated;
import org.knowm.xchange.upbit.service.UpbitJWTDigest;
import si.mazi.rescu.RestProxyFactory;

/** Lets the JWT library of XChange verify the adapters' tokens, and compares Upbit's with the token that XChange sends. */
class TokenTest {
    private static final int ROUNDS = 100;

    @Test
    void upbitsTokenIsValidAndHasTheSameClaimsAsThatOfXchange() throws IOException {
        try (LoopbackExchange server = new LoopbackExchange()) {
            server.returns("[]");
            UpbitAuthenticated xchange = RestProxyFactory.createProxy(UpbitAuthenticated.class, server.url());
            Draw.rounds(ROUNDS, draw -> {
                Credentials credentials = draw.credentials(Upbit.adapter().baseUrl());
                Moment moment = draw.moment();
                xchange.getWallet(UpbitJWTDigest.createInstance(credentials.apiKey(), credentials.secretText()));

                DecodedJWT theirs =
                        JWT.decode(token(server.onlyRequest().headers().getFirst("Authorization")));
                DecodedJWT ours =
                        verified(Upbit.adapter(), credentials, moment, Algorithm.HMAC512(credentials.secretText()));

                assertThat(ours.getClaims()).containsOnlyKeys(theirs.getClaims().keySet());
                assertThat(ours.getType()).isEqualTo(theirs.getType());
                for (DecodedJWT token : List.of(ours, theirs)) {
                    assertThat(token.getClaim("access_key").asString()).isEqualTo(credentials.apiKey());
                    assertThat(UUID.fromString(token.getClaim("nonce").asString()))
                            .hasToString(token.getClaim("nonce").asString());
                }
                assertThat(theirs.getSignature()).isEqualTo(hs256(credentials, theirs));
            });
        }
    }

    /** Both algorithms are valid JWT; the exchange's documents name HS512. */
    @Test
    void xchangeSignsForUpbitWithHs256() throws IOException {
        Draw draw = Draw.fixed();
        Credentials credentials = draw.credentials(Upbit.adapter().baseUrl());
        try (LoopbackExchange server = new LoopbackExchange()) {
            server.returns("[]");
            RestProxyFactory.createProxy(UpbitAuthenticated.class, server.url())
                    .getWallet(UpbitJWTDigest.createInstance(credentials.apiKey(), credentials.secretText()));
            String theirs = server.onlyRequest().headers().getFirst("Authorization");

            assertThat(JWT.decode(token(theirs)).getAlgorithm()).isEqualTo("HS256");
            assertThat(JWT.decode(tokenOf(Upbit.adapter(), credentials, draw.moment()))
                            .getAlgorithm())
                    .isEqualTo("HS512");
        }
    }

    @Test
    void bithumbsTokenIsValid() {
        Draw.rounds(ROUNDS, draw -> {
            Credentials credentials = draw.credentials(Bithumb.adapter().baseUrl());
            Moment moment = draw.moment();

            DecodedJWT token =
                    verified(Bithumb.adapter(), credentials, moment, Algorithm.HMAC256(credentials.secretText()));

            assertThat(token.getClaims()).containsOnlyKeys("access_key", "nonce", "timestamp");
            assertThat(token.getClaim("access_key").asString()).isEqualTo(credentials.apiKey());
            assertThat(token.getClaim("nonce").asString())
                    .isEqualTo(moment.uuid().toString());
            assertThat(token.getClaim("timestamp").asLong()).isEqualTo(moment.millis());
        });
    }

    @Test
    void coinbasesTokenIsValid() throws GeneralSecurityException {
        KeyPairGenerator keys = KeyPairGenerator.getInstance("EC");
        keys.initialize(new ECGenParameterSpec("secp256r1"));
        Draw.rounds(ROUNDS, draw -> {
            KeyPair pair = keys.generateKeyPair();
            String pem = "-----BEGIN PRIVATE KEY-----\n"
                    + Base64.getMimeEncoder().encodeToString(pair.getPrivate().getEncoded())
                    + "\n-----END PRIVATE KEY-----";
            Credentials credentials = draw.credentials(Coinbase.adapter().baseUrl(), pem);
            Moment moment = draw.moment();

            DecodedJWT token = JWT.decode(tokenOf(Coinbase.adapter(), credentials, moment));

            Algorithm.ECDSA256((ECPublicKey) pair.getPublic(), (ECPrivateKey) pair.getPrivate())
                    .verify(token);
            assertThat(token.getKeyId()).isEqualTo(credentials.apiKey());
            assertThat(token.getSubject()).isEqualTo(credentials.apiKey());
            assertThat(token.getIssuer()).isEqualTo("cdp");
            assertThat(token.getNotBeforeAsInstant().getEpochSecond())
                    .isEqualTo(moment.now().getEpochSecond());
            assertThat(token.getExpiresAtAsInstant())
                    .isEqualTo(token.getNotBeforeAsInstant().plusSeconds(120));
            assertThat(token.getClaim("uri").asString()).isEqualTo("GET api.coinbase.com/api/v3/brokerage/accounts");
        });
    }

    private static DecodedJWT verified(Adapter adapter, Credentials credentials, Moment moment, Algorithm algorithm) {
        DecodedJWT token = JWT.decode(tokenOf(adapter, credentials, moment));
        assertThat(token.getAlgorithm()).isEqualTo(algorithm.getName());
        algorithm.verify(token);
        return token;
    }

    private static String tokenOf(Adapter adapter, Credentials credentials, Moment moment) {
        Request signed = adapter.signer().sign(adapter.wallets().get(0).first(), credentials, moment);
        return token(signed.headers().get("Authorization"));
    }

    private static String token(String header) {
        assertThat(header).startsWith("Bearer ");
        return header.substring("Bearer ".length());
    }

    private static String hs256(Credentials credentials, DecodedJWT token) {
        String text = token.getHeader() + "." + token.getPayload();
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(Hmac.SHA256.of(credentials.apiSecret(), text.getBytes(StandardCharsets.US_ASCII)));
    }
}
