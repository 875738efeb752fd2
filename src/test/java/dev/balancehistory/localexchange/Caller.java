package dev.balancehistory.localexchange;

import dev.balancehistory.support.Patience;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A client of one account that signs as documented, unless a test changes the signed request. */
final class Caller {

    static final String BALANCES = "/v1/account/balances";
    static final String TIME = "/v1/public/time";

    private static final Pattern STATUS_CODE = Pattern.compile("\"statusCode\":(\\d+)");

    private final HttpClient client;
    private final URI base;
    private final String apiKey;
    private final String apiSecret;
    private final InstantSource clock;
    private final AtomicInteger nonces = new AtomicInteger(10_000);

    Caller(HttpClient client, URI base, String apiKey, String apiSecret, InstantSource clock) {
        this.client = client;
        this.base = base;
        this.apiKey = apiKey;
        this.apiSecret = apiSecret;
        this.clock = clock;
    }

    /** The headers of a well-signed request for balances. */
    Map<String, String> signed() {
        return signed(Long.toString(clock.millis()), Integer.toString(nonces.getAndIncrement()), "GET" + BALANCES);
    }

    Map<String, String> signed(String timestamp, String nonce, String rest) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("X-API-KEY", apiKey);
        headers.put("X-API-TIMESTAMP", timestamp);
        headers.put("X-API-NONCE", nonce);
        headers.put("X-API-SIGN", Signature.of(apiSecret, nonce + timestamp + rest));
        return headers;
    }

    /** Fetches the balances and returns the response's status code. */
    int code() throws Exception {
        return code(signed());
    }

    int code(Map<String, String> headers) throws Exception {
        return code(send(request(BALANCES, headers).build()).body());
    }

    static int code(String body) {
        Matcher found = STATUS_CODE.matcher(body);
        if (!found.find()) {
            throw new AssertionError("no statusCode in " + body);
        }
        return Integer.parseInt(found.group(1));
    }

    HttpResponse<String> fetch() throws Exception {
        return send(request(BALANCES, signed()).build());
    }

    HttpResponse<byte[]> requestBytes() throws Exception {
        return client.send(request(BALANCES, signed()).build(), BodyHandlers.ofByteArray());
    }

    HttpResponse<InputStream> requestStream() throws Exception {
        return client.send(request(BALANCES, signed()).build(), BodyHandlers.ofInputStream());
    }

    CompletableFuture<HttpResponse<String>> fetchLater() {
        return client.sendAsync(request(BALANCES, signed()).build(), BodyHandlers.ofString());
    }

    HttpResponse<String> fetchTime() throws Exception {
        return send(request(TIME, Map.of()).build());
    }

    HttpResponse<String> post(String target, Map<String, String> headers, String body) throws Exception {
        return send(request(target, headers).POST(BodyPublishers.ofString(body)).build());
    }

    HttpRequest.Builder request(String target, Map<String, String> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + target));
        headers.forEach(request::header);
        return request;
    }

    HttpResponse<String> send(HttpRequest request) throws Exception {
        return client.send(request, BodyHandlers.ofString());
    }

    /** A connection on which a well-signed request has been sent, to read the bytes of the response. */
    Socket bareConnection() throws IOException {
        StringBuilder request = new StringBuilder("GET " + BALANCES + " HTTP/1.1\r\n");
        signed().forEach((name, value) ->
                request.append(name).append(": ").append(value).append("\r\n"));
        return bareConnection(request.append("\r\n").toString());
    }

    Socket bareConnection(String request) throws IOException {
        Socket socket = new Socket(base.getHost(), base.getPort());
        // A blocked read can't be interrupted; this lets a test fail that would hang.
        socket.setSoTimeout((int) Patience.LIMIT.toMillis());
        socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
        return socket;
    }
}
