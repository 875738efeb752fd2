package dev.balancehistory.localexchange;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** The sending side of one connection, down to the bytes. */
final class Wire {

    static final String DATE = "Date";

    /** The value of a header that is to be left out. */
    static final String ABSENT = "";

    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private final Socket socket;
    private final InstantSource clock;
    private final InputStream in;
    private final OutputStream out;
    private boolean closing;

    /**
     * @param clock dates every head, unless it is null
     */
    Wire(Socket socket, InputStream in, InstantSource clock) throws IOException {
        this.socket = socket;
        this.clock = clock;
        this.in = in;
        this.out = new BufferedOutputStream(socket.getOutputStream(), 16 * 1024);
    }

    /** From the next head on, announces that the connection ends with the response. */
    void announceClose() {
        closing = true;
    }

    boolean closing() {
        return closing;
    }

    void head(int status, Map<String, String> headers) throws IOException {
        StringBuilder head = new StringBuilder("HTTP/1.1 ").append(status).append(status == 200 ? " OK" : " ");
        head.append("\r\n");
        Map<String, String> all = new LinkedHashMap<>(headers);
        if (clock != null) {
            all.putIfAbsent(DATE, HTTP_DATE.format(clock.instant()));
        }
        all.values().removeIf(ABSENT::equals);
        all.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        if (closing) {
            head.append("Connection: close\r\n");
        }
        send(head.append("\r\n").toString());
    }

    void send(String ascii) throws IOException {
        out.write(ascii.getBytes(ISO_8859_1));
    }

    void send(byte[] bytes, int length) throws IOException {
        out.write(bytes, 0, length);
    }

    /** Frames what is written to it as chunks; closing it writes the last chunk and leaves the connection open. */
    OutputStream chunks() {
        return new ChunkedOutput(out);
    }

    OutputStream raw() {
        return out;
    }

    void flush() throws IOException {
        out.flush();
    }

    /** Returns when the client has hung up. */
    void awaitClientGone() throws IOException {
        while (in.read() >= 0) {
            // Its remaining requests get no response.
        }
    }

    /** Ends the connection by RST, which the client sees as "connection reset". */
    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }
}
