package dev.balancehistory.process;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * One short HTTP request whose response is short or matters by its status only. It uses the proxy of the environment, and follows no
 * redirect.
 */
public final class HttpCall {
    private static final int MOST_READ = 200;

    private HttpCall() {}

    /**
     * Sends text in UTF-8, or a request without a body if the text is empty.
     *
     * @param type the media type of the text
     * @param longest the longest time to connect, and the longest wait for the head of the response
     * @return the status of the response
     * @throws IOException if there is no response
     * @throws InterruptedException if the thread is interrupted
     */
    public static int send(String method, URI target, String type, String text, Duration longest)
            throws IOException, InterruptedException {
        HttpResponse<InputStream> response = response(method, target, type, text, longest);
        // The time limit covers the head of the response only, so that the body is not read.
        response.body().close();
        return response.statusCode();
    }

    /** The status of a response, and the beginning of its body. */
    public record Response(int status, String beginning) {}

    /**
     * Sends plain text like {@link #send}, and reads the beginning of the response's body. No time limit covers that: the
     * caller has to interrupt its thread.
     */
    public static Response exchange(String method, URI target, String text, Duration longest)
            throws IOException, InterruptedException {
        HttpResponse<InputStream> response = response(method, target, "text/plain; charset=utf-8", text, longest);
        try (InputStream content = response.body()) {
            return new Response(
                    response.statusCode(), new String(content.readNBytes(MOST_READ), StandardCharsets.UTF_8));
        }
    }

    private static HttpResponse<InputStream> response(
            String method, URI target, String type, String text, Duration longest)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(target)
                .header("Content-Type", type)
                .timeout(longest)
                .method(method, text.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(text));
        String atProxy = EnvironmentProxies.authorization(target);
        if (atProxy != null) {
            request.header("Proxy-Authorization", atProxy);
        }
        return HttpClient.newBuilder()
                .connectTimeout(longest)
                .build()
                .send(request.build(), BodyHandlers.ofInputStream());
    }
}
