package dev.balancehistory.statement;

import dev.balancehistory.support.CleanProcess;
import dev.balancehistory.support.Patience;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Chromium without a window, driven by its DevTools protocol. */
final class Browser implements AutoCloseable {
    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome");
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Path profile;
    private final Process process;
    private final WebSocket socket;
    private final BlockingQueue<JsonNode> messages = new LinkedBlockingQueue<>();
    private final List<String> console = new ArrayList<>();
    private int calls;

    private Browser(String program) throws IOException {
        profile = Files.createTempDirectory("browser");
        process = CleanProcess.of(
                        program,
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-quic",
                        "--disable-dev-shm-usage",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--hide-scrollbars",
                        "--user-data-dir=" + profile,
                        "--remote-debugging-port=0")
                .redirectErrorStream(true)
                .redirectOutput(profile.resolve("log").toFile())
                .start();
        Path port = profile.resolve("DevToolsActivePort");
        Patience.until(
                "the browser listens",
                () -> Files.exists(port) && Files.readString(port).lines().count() == 2);
        List<String> lines = Files.readAllLines(port);
        socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(URI.create("ws://127.0.0.1:" + lines.get(0) + lines.get(1)), new Listener())
                .join();
    }

    /** Returns the program of this machine, if it has one. */
    static Optional<String> program() {
        return Stream.of(System.getenv("PATH").split(":"))
                .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst();
    }

    static Browser start(String program) {
        try {
            return new Browser(program);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Collects the parts of a message. */
    private final class Listener implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
            text.append(part);
            if (last) {
                messages.add(JSON.readTree(text.toString()));
                text.setLength(0);
            }
            from.request(1);
            return null;
        }
    }

    /** A page of the browser. */
    record Tab(Browser browser, String session) {
        JsonNode call(String method, Object... parameters) {
            return browser.call(session, method, parameters);
        }

        /** Evaluates an expression, which may be a promise, and returns its value as JSON. */
        JsonNode evaluate(String expression) {
            JsonNode result =
                    call("Runtime.evaluate", "expression", expression, "awaitPromise", true, "returnByValue", true);
            if (result.has("exceptionDetails")) {
                throw new AssertionError(result.get("exceptionDetails").toString());
            }
            return result.get("result").path("value");
        }

        /** Sets the size of the window, and the scheme: light or dark. */
        void show(int width, int height, String scheme) {
            call(
                    "Emulation.setDeviceMetricsOverride",
                    "width",
                    width,
                    "height",
                    height,
                    "deviceScaleFactor",
                    1,
                    "mobile",
                    width < 700);
            call(
                    "Emulation.setEmulatedMedia",
                    "features",
                    List.of(Map.of("name", "prefers-color-scheme", "value", scheme)));
        }

        void open(Path file) {
            call("Page.navigate", "url", file.toUri().toString());
            browser.await("Page.loadEventFired");
        }

        /** Returns the picture of the whole page as PNG. */
        byte[] screenshot() {
            return Base64.getDecoder()
                    .decode(call("Page.captureScreenshot", "captureBeyondViewport", true)
                            .get("data")
                            .stringValue());
        }

        /** Prints the page on A4, without the browser's headers and without backgrounds. */
        byte[] pdf() {
            return Base64.getDecoder()
                    .decode(call("Page.printToPDF", "preferCSSPageSize", true, "printBackground", false)
                            .get("data")
                            .stringValue());
        }
    }

    /** Opens an empty page. */
    Tab tab() {
        String target = call(null, "Target.createTarget", "url", "about:blank")
                .get("targetId")
                .stringValue();
        String session = call(null, "Target.attachToTarget", "targetId", target, "flatten", true)
                .get("sessionId")
                .stringValue();
        Tab tab = new Tab(this, session);
        for (String domain : List.of("Page", "Runtime", "Log", "Network")) {
            tab.call(domain + ".enable");
        }
        return tab;
    }

    /** Returns the messages on the console and the requests since the last call. */
    List<String> console() {
        List<String> lines = List.copyOf(console);
        console.clear();
        return lines;
    }

    private JsonNode call(@Nullable String session, String method, Object... parameters) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (int i = 0; i < parameters.length; i += 2) {
            values.put((String) parameters[i], parameters[i + 1]);
        }
        Map<String, Object> call = new LinkedHashMap<>(Map.of("id", ++calls, "method", method, "params", values));
        if (session != null) {
            call.put("sessionId", session);
        }
        socket.sendText(JSON.writeValueAsString(call), true).join();
        while (true) {
            JsonNode message = next();
            if (message.path("id").asInt(0) == calls) {
                if (message.has("error")) {
                    throw new AssertionError(method + ": " + message.get("error"));
                }
                return message.get("result");
            }
        }
    }

    private void await(String event) {
        while (!next().path("method").asString("").equals(event)) {
            // Others are of no interest.
        }
    }

    private JsonNode next() {
        JsonNode message;
        try {
            message = messages.poll(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        if (message == null) {
            throw new AssertionError("the browser does not respond");
        }
        switch (message.path("method").asString("")) {
            case "Runtime.consoleAPICalled", "Runtime.exceptionThrown", "Log.entryAdded" ->
                console.add(message.get("params").toString());
            case "Network.requestWillBeSent" ->
                console.add("request " + message.at("/params/request/url").stringValue());
            default -> {}
        }
        return message;
    }

    @Override
    public void close() {
        call(null, "Browser.close");
        Patience.untilEnd(process);
        try {
            FileSystemUtils.deleteRecursively(profile);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
