package dev.balancehistory.exchange.http;

import dev.balancehistory.exchange.Credentials;
import dev.balancehistory.exchange.KeyFinding;
import dev.balancehistory.exchange.Moment;
import dev.balancehistory.process.Printable;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/**
 * The request for the rights and restrictions of a key, for {@code doctor}.
 *
 * @param request the request, signed like any other
 * @param reader the reader of the body, in which asterisks replace the credentials; throws an {@link
 *     IllegalArgumentException} if the body is not as documented
 */
public record KeyCheck(Request request, Function<Json, List<KeyFinding>> reader) {
    private static final int MAX_REASON = 200;

    /**
     * Sends the request once, and returns the findings.
     *
     * @param timeout the limit for the complete response
     * @throws IOException if the response is not as documented; the message contains no secret
     */
    List<KeyFinding> findings(
            Signer signer, HttpTransport transport, Credentials credentials, Moment moment, Duration timeout)
            throws IOException {
        Request signed = signer.sign(request, credentials, moment);
        Secrets secrets = Secrets.of(credentials, request, signed);
        try {
            HttpBody response =
                    transport.send(signed, credentials.baseUrl(), timeout).without(secrets);
            response.requireOk(request.path());
            return reader.apply(Json.parse(response.body())).stream()
                    .map(finding -> finding.at(moment.now()))
                    .toList();
        } catch (IllegalArgumentException e) {
            throw new IOException(request.path() + ": " + Printable.message(e, MAX_REASON), e);
        } catch (IOException e) {
            throw new IOException(secrets.redact(String.valueOf(e.getMessage())), e);
        }
    }
}
