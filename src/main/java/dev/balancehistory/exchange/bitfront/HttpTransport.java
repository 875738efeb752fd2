package dev.balancehistory.exchange.bitfront;

import dev.balancehistory.exchange.HttpSettings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.ClientHttpRequest;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.http.client.JdkClientHttpRequestFactory;

/**
 * One GET, bounded in time and size, following no redirect. The JDK's client, since HttpURLConnection sends a request
 * again by itself when a connection breaks, and a signature is for one use.
 */
final class HttpTransport {
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,6}");

    private final HttpClient client;
    private final int maxBytes;

    HttpTransport(HttpSettings settings) {
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(settings.connectTimeout())
                .build();
        this.maxBytes = settings.maxResponseBytes();
    }

    /**
     * @param timeout for the whole answer, to its last byte
     * @throws IOException if there is no whole answer
     */
    HttpAnswer get(URI uri, Map<String, String> headers, Duration timeout) throws IOException {
        JdkClientHttpRequestFactory factory = new JdkClientHttpRequestFactory(client);
        factory.enableCompression(false);
        factory.setReadTimeout(timeout);
        ClientHttpRequest request = factory.createRequest(uri, HttpMethod.GET);
        headers.forEach(request.getHeaders()::set);
        request.getHeaders().set(HttpHeaders.ACCEPT, "application/json");
        request.getHeaders().set(HttpHeaders.ACCEPT_ENCODING, "gzip");
        try (ClientHttpResponse response = request.execute();
                InputStream stream = response.getBody()) {
            byte[] sent = stream.readNBytes(maxBytes + 1);
            return answer(response.getStatusCode().value(), response.getHeaders(), sent);
        }
    }

    private HttpAnswer answer(int status, HttpHeaders headers, byte[] sent) throws IOException {
        String encoding = first(headers, HttpHeaders.CONTENT_ENCODING).toLowerCase(Locale.ROOT);
        byte[] body = sent;
        String flaw = null;
        if (sent.length <= maxBytes && (encoding.equals("gzip") || encoding.equals("x-gzip"))) {
            try (InputStream unzipped = new GZIPInputStream(new ByteArrayInputStream(sent))) {
                body = unzipped.readNBytes(maxBytes + 1);
            } catch (ZipException e) {
                flaw = "it is said to be gzip and is not";
            }
        } else if (!encoding.isEmpty() && !encoding.equals("identity")) {
            flaw = "its encoding was not asked for";
        }
        if (body.length > maxBytes) {
            flaw = "it is larger than " + maxBytes + " bytes (recorder.http.max-response-bytes)";
        }
        return new HttpAnswer(
                status,
                first(headers, HttpHeaders.CONTENT_TYPE),
                flaw == null ? body : excerpt(body),
                flaw,
                retryAfter(headers));
    }

    static byte[] excerpt(byte[] body) {
        return body.length <= HttpAnswer.EXCERPT ? body : Arrays.copyOf(body, HttpAnswer.EXCERPT);
    }

    private static @Nullable Duration retryAfter(HttpHeaders headers) {
        String value = first(headers, HttpHeaders.RETRY_AFTER);
        return SECONDS.matcher(value).matches() ? Duration.ofSeconds(Long.parseLong(value)) : null;
    }

    private static String first(HttpHeaders headers, String name) {
        String value = headers.getFirst(name);
        return value == null ? "" : value.strip();
    }
}
