package dev.balancehistory.process;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/**
 * One short HTTP request whose response matters by its status only. It uses the proxy of the environment, and follows no
 * redirect.
 */
public final class HttpCall {
    private HttpCall() {}

    /**
     * Sends a request without a body.
     *
     * @param target the URL
     * @param longest the longest time to connect, and the longest wait for the head of the response
     * @return the status of the response
     * @throws IOException if there is no response
     * @throws InterruptedException if the thread is interrupted
     */
    public static int get(URI target, Duration longest) throws IOException, InterruptedException {
        return send("GET", target, "text/plain", BodyPublishers.noBody(), longest);
    }

    /**
     * Sends text in UTF-8.
     *
     * @param method the method
     * @param target the URL
     * @param type the media type of the text
     * @param text the body
     * @param longest the longest time to connect, and the longest wait for the head of the response
     * @return the status of the response
     * @throws IOException if there is no response
     * @throws InterruptedException if the thread is interrupted
     */
    public static int send(String method, URI target, String type, String text, Duration longest)
            throws IOException, InterruptedException {
        return send(method, target, type, BodyPublishers.ofString(text), longest);
    }

    private static int send(String method, URI target, String type, BodyPublisher body, Duration longest)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(target)
                .header("Content-Type", type)
                .timeout(longest)
                .method(method, body);
        String atProxy = EnvironmentProxies.authorization(target);
        if (atProxy != null) {
            request.header("Proxy-Authorization", atProxy);
        }
        HttpClient client = HttpClient.newBuilder().connectTimeout(longest).build();
        HttpResponse<InputStream> response = client.send(request.build(), BodyHandlers.ofInputStream());
        // The time limit covers the head of the response only, so that the body is not read.
        response.body().close();
        return response.statusCode();
    }
}
