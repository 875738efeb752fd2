package dev.balancehistory.localexchange;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads HTTP/1.1 requests off a connection, one after the other. */
final class RequestReader {

    private static final int MAX_HEAD_BYTES = 64 * 1024;
    private static final int MAX_BODY_BYTES = 1024 * 1024;

    private final InputStream in;
    private int headBytes;

    RequestReader(InputStream in) {
        this.in = in;
    }

    /**
     * The next request, or empty when the client has gone; a {@link ProtocolException} reports bytes that are not HTTP.
     */
    Optional<Request> next() throws IOException {
        headBytes = 0;
        String requestLine = line();
        if (requestLine == null) {
            return Optional.empty();
        }
        String[] parts = requestLine.split(" ", -1);
        if (parts.length != 3 || !parts[2].startsWith("HTTP/1.")) {
            throw new ProtocolException("not a request line");
        }
        Map<String, List<String>> headers = headers();
        String target = parts[1];
        int question = target.indexOf('?');
        String path = question < 0 ? target : target.substring(0, question);
        String query = question < 0 ? "" : target.substring(question + 1);
        return Optional.of(new Request(parts[0], path, query, headers, body(headers)));
    }

    private Map<String, List<String>> headers() throws IOException {
        Map<String, List<String>> headers = new HashMap<>();
        for (String line = line(); ; line = line()) {
            if (line == null) {
                throw new EOFException("the client left amid the headers");
            }
            if (line.isEmpty()) {
                return headers;
            }
            int colon = line.indexOf(':');
            if (colon < 1) {
                throw new ProtocolException("not a header line");
            }
            String name = line.substring(0, colon).toLowerCase(Locale.ROOT);
            headers.computeIfAbsent(name, n -> new ArrayList<>())
                    .add(line.substring(colon + 1).strip());
        }
    }

    private String body(Map<String, List<String>> headers) throws IOException {
        if (headers.containsKey("transfer-encoding")) {
            throw new ProtocolException("a request body needs a Content-Length");
        }
        String announced = headers.getOrDefault("content-length", List.of("0")).get(0);
        if (!announced.matches("\\d{1,7}") || Integer.parseInt(announced) > MAX_BODY_BYTES) {
            throw new ProtocolException("not a usable Content-Length");
        }
        byte[] body = in.readNBytes(Integer.parseInt(announced));
        if (body.length < Integer.parseInt(announced)) {
            throw new EOFException("the client left amid the body");
        }
        return new String(body, UTF_8);
    }

    /** A line without its end, or null at the end of the stream. */
    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c >= 0; c = in.read()) {
            if (c == '\n') {
                int length = line.length();
                return length > 0 && line.charAt(length - 1) == '\r' ? line.substring(0, length - 1) : line.toString();
            }
            if (++headBytes > MAX_HEAD_BYTES) {
                throw new ProtocolException("the head has more than " + MAX_HEAD_BYTES + " bytes");
            }
            line.append((char) c);
        }
        return null;
    }
}
