package dev.balancehistory.localexchange.venue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.balancehistory.localexchange.venue.VenueClient.Identity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each exchange accepts a request as its documents describe it, and rejects each flaw with the documented fault. */
class VenueCheckTest {

    private static final Instant NOW = Instant.parse("2026-11-28T12:00:00.250Z");
    private static final String OK = "OK";
    private static final List<String> GARBAGE = List.of(
            "",
            "%",
            "%zz=%",
            "\u0000",
            "9".repeat(40),
            "-1",
            "1e999999999",
            "{}",
            "&&==",
            "Bearer ..",
            "Bearer a.b.c",
            "Bearer " + Signers.encoded("{\"alg\":{}}") + "." + Signers.encoded("[") + ".é",
            "Bearer " + Signers.encoded("{}") + "." + Signers.encoded("{\"timestamp\":1e999999999}") + ".AA");

    static Stream<VenueClient> clients() {
        return VenueClients.all();
    }

    static Stream<Arguments> flaws() {
        return VenueClients.all()
                .flatMap(client -> client.flaws().entrySet().stream()
                        .map(flaw -> Arguments.of(client, flaw.getKey(), flaw.getValue())));
    }

    @ParameterizedTest
    @MethodSource("clients")
    void aWellSignedRequestPasses(VenueClient client) {
        VenueApi api = open(client);
        assertThat(verdict(api, client.signed(client.identity(), NOW))).isEqualTo(OK);
        assertThat(verdict(api, client.signed(client.identity(), NOW.plusMillis(1))))
                .isEqualTo(OK);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("flaws")
    void eachFlawHasItsFault(VenueClient client, String flaw, String fault) {
        Identity who = client.identity();
        VenueApi api = open(client);
        Call good = client.signed(who, NOW);
        Call call = switch (flaw) {
            case "signature" -> client.withSignature(good, text -> flipped(text, 0));
            case "secret" -> client.signed(who.withSecret(client.otherSecret()), NOW);
            case "unknown" -> client.signed(who.withKey(who.key() + "x"), NOW);
            case "passphrase" -> client.signed(who.withPassphrase("another"), NOW);
            case "window" -> client.signed(who, NOW.minus(client.oldest()).minus(client.unit()));
            case "path" ->
                VenueClient.withPath(
                        client.signed(who, NOW, "127.0.0.1:8080", client.path() + "/other", client.query()),
                        client.path());
            case "host" -> VenueClient.withHeader(good, "host", "api.elsewhere.example");
            case "denied" -> {
                api.permit(who.key(), Set.of(Permission.TRADE));
                yield good;
            }
            case "parameter" ->
                client.signed(
                        who, NOW, "127.0.0.1:8080", client.path(), (client.query() + "&more=1").replaceFirst("^&", ""));
            case "repeated", "lower" -> {
                assertThat(verdict(api, good)).isEqualTo(OK);
                yield flaw.equals("repeated") ? good : client.signed(who, NOW.minusNanos(1_000));
            }
            default -> VenueClient.without(good, flaw.substring(1));
        };

        assertThat(verdict(api, call)).isEqualTo(fault);
        assertThat(api.faults()).contains(fault);
    }

    @ParameterizedTest
    @MethodSource("clients")
    void eachCharacterOfASignatureCounts(VenueClient client) {
        Call good = client.signed(client.identity(), NOW);
        int[] length = {0};
        client.withSignature(good, text -> {
            length[0] = text.length();
            return text;
        });
        assertThat(length[0]).isGreaterThan(40);
        for (int i = 0; i < length[0]; i++) {
            int position = i;
            Call flipped = client.withSignature(good, text -> flipped(text, position));
            assertThat(verdict(open(client), flipped))
                    .as("character " + position)
                    .isEqualTo(client.flaws().get("signature"));
        }
    }

    @ParameterizedTest
    @MethodSource("clients")
    void theWindowHasTheDocumentedLength(VenueClient client) {
        if (client.oldest() == null) {
            // A time far away is no flaw to an exchange that checks none.
            assertThat(verdict(open(client), client.signed(client.identity(), NOW.plusSeconds(86_400))))
                    .isEqualTo(OK);
            return;
        }
        String outside = client.flaws().get("window");
        Instant oldest = NOW.minus(client.oldest());
        Instant newest = NOW.plus(client.newest());
        assertThat(verdict(client, oldest)).isEqualTo(OK);
        assertThat(verdict(client, oldest.minus(client.unit()))).isEqualTo(outside);
        assertThat(verdict(client, newest)).isEqualTo(OK);
        assertThat(verdict(client, newest.plus(client.unit()))).isEqualTo(outside);
    }

    @ParameterizedTest
    @MethodSource("clients")
    void aFailedRequestUsesUpNoNonce(VenueClient client) {
        VenueApi api = open(client);
        Call good = client.signed(client.identity(), NOW);
        assertThat(verdict(api, client.withSignature(good, text -> flipped(text, 3))))
                .isNotEqualTo(OK);
        assertThat(verdict(api, good)).isEqualTo(OK);
    }

    @ParameterizedTest
    @MethodSource("clients")
    void anotherMethodOrPathIsNotFound(VenueClient client) {
        Call good = client.signed(client.identity(), NOW);
        Call deleted = new Call("DELETE", good.path(), good.query(), good.headers(), good.body());
        assertThat(verdict(open(client), deleted)).isEqualTo(VenueApi.NOT_FOUND);
        assertThat(verdict(open(client), VenueClient.withPath(good, "/elsewhere")))
                .isEqualTo(VenueApi.NOT_FOUND);
    }

    @ParameterizedTest
    @MethodSource("clients")
    void garbageInAnyPlaceLeadsToAFaultAndNotToAnException(VenueClient client) {
        Call good = client.signed(client.identity(), NOW);
        for (String garbage : GARBAGE) {
            List<Call> calls = new ArrayList<>();
            good.headers().keySet().forEach(name -> calls.add(VenueClient.withHeader(good, name, garbage)));
            calls.add(VenueClient.withQuery(good, garbage));
            calls.add(VenueClient.withQuery(good, good.query() + "&" + garbage));
            calls.add(new Call(good.method(), good.path(), good.query(), good.headers(), garbage));
            for (Call call : calls) {
                VenueApi api = open(client);
                String verdict = verdict(api, call);
                if (!verdict.equals(OK)) {
                    assertThat(api.faults()).contains(verdict);
                }
            }
        }
    }

    private static String verdict(VenueClient client, Instant at) {
        return verdict(open(client), client.signed(client.identity(), at));
    }

    private static String verdict(VenueApi api, Call call) {
        return api.decide(call).verdict();
    }

    private static VenueApi open(VenueClient client) {
        return client.open(() -> NOW, true);
    }

    /** The other character is one of hex, base64 and base64url. */
    private static String flipped(String text, int position) {
        char other = text.charAt(position) == '0' ? '1' : '0';
        return text.substring(0, position) + other + text.substring(position + 1);
    }
}
