package dev.balancehistory.spool;

import dev.balancehistory.balance.RawResponse;
import dev.balancehistory.balance.ResponseBody;
import dev.balancehistory.balance.ResponseState;
import dev.balancehistory.balance.Sha256;
import dev.balancehistory.balance.Slot;
import dev.balancehistory.balance.TimeSource;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Properties;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A response in the spool. The first line of its file has the format and the checksum of the rest. The rest is a line
 * with the length of the facts, the facts as Java properties, and the body.
 *
 * @param jobExecutionId the run that fetched it; null if the database was out of reach at its start
 */
public record SpooledResponse(
        String account,
        String exchange,
        @Nullable Slot slot,
        @Nullable Long jobExecutionId,
        RawResponse response) {
    /** More than the largest response with its facts. */
    static final int MOST_BYTES = 65 << 20;

    private static final String FORMAT = "balance-history-response 1 sha256=";

    private static final String ACCOUNT = "account";
    private static final String EXCHANGE = "exchange";
    private static final String SLOT = "slot";
    private static final String RUN = "job-execution-id";
    private static final String REQUESTED_AT = "requested-at";
    private static final String RECEIVED_AT = "received-at";
    private static final String RESPONSE_TIME = "response-time";
    private static final String TIME_SOURCE = "time-source";
    private static final String STATUS = "status";
    private static final String STATUS_MESSAGE = "status-message";
    private static final String RESPONSE_FORMAT = "format";
    private static final String BODY_BYTES = "body-bytes";
    private static final String PART_LENGTHS = "part-lengths";
    private static final String STATE = "state";
    private static final String REASON = "reason";

    /** The file is not what was written. */
    public static final class Corrupt extends Exception {
        private static final long serialVersionUID = 1L;

        Corrupt(String message) {
            super(message);
        }

        private Corrupt(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** Returns the file's content. */
    byte[] toBytes() {
        byte[] facts = facts();
        ResponseBody body = response.body();
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        content.writeBytes(line(Integer.toString(facts.length)));
        content.writeBytes(facts);
        if (body != null) {
            content.writeBytes(body.bytes());
        }
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(line(firstLine(content.toByteArray())));
        file.writeBytes(content.toByteArray());
        return file.toByteArray();
    }

    private byte[] facts() {
        Properties facts = new Properties();
        put(facts, ACCOUNT, account);
        put(facts, EXCHANGE, exchange);
        put(facts, SLOT, slot);
        put(facts, RUN, jobExecutionId);
        put(facts, REQUESTED_AT, response.requestedAt());
        put(facts, RECEIVED_AT, response.receivedAt());
        put(facts, RESPONSE_TIME, response.responseTime());
        put(
                facts,
                TIME_SOURCE,
                response.timeSource() == null ? null : response.timeSource().code());
        put(facts, STATUS, response.status());
        put(facts, STATUS_MESSAGE, response.statusMessage());
        put(facts, RESPONSE_FORMAT, response.format());
        ResponseBody body = response.body();
        put(facts, BODY_BYTES, body == null ? null : body.bytes().length);
        put(facts, PART_LENGTHS, body == null || body.partLengths() == null ? null : lengths(body.partLengths()));
        put(facts, STATE, response.state().code());
        put(facts, REASON, response.reason());
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        try {
            facts.store(text, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toByteArray();
    }

    private static void put(Properties facts, String name, @Nullable Object value) {
        if (value != null) {
            facts.setProperty(name, value.toString());
        }
    }

    /**
     * Reads a file's content.
     *
     * @throws Corrupt if a single byte differs from what was written
     */
    static SpooledResponse of(byte[] file) throws Corrupt {
        if (file.length > MOST_BYTES) {
            throw new Corrupt("it is larger than any response");
        }
        int begin = afterLine(file, 0);
        byte[] content = Arrays.copyOfRange(file, begin, file.length);
        if (!Arrays.equals(line(firstLine(content)), Arrays.copyOf(file, begin))) {
            throw new Corrupt("its checksum does not match its content");
        }
        try {
            int facts = afterLine(content, 0);
            int body = facts + Integer.parseInt(new String(content, 0, facts - 1, StandardCharsets.US_ASCII));
            Properties properties = new Properties();
            properties.load(new ByteArrayInputStream(content, facts, body - facts));
            return of(properties, Arrays.copyOfRange(content, body, content.length));
        } catch (RuntimeException | IOException e) {
            // The checksum is right, so it was not written by this version.
            throw new Corrupt("its format is unknown", e);
        }
    }

    private static SpooledResponse of(Properties facts, byte[] body) {
        return new SpooledResponse(
                get(facts, ACCOUNT),
                get(facts, EXCHANGE),
                getNullable(facts, SLOT, Slot::parse),
                getNullable(facts, RUN, Long::valueOf),
                new RawResponse(
                        Instant.parse(get(facts, REQUESTED_AT)),
                        Instant.parse(get(facts, RECEIVED_AT)),
                        getNullable(facts, RESPONSE_TIME, Instant::parse),
                        getNullable(
                                facts, TIME_SOURCE, code -> TimeSource.of(code).orElseThrow()),
                        facts.getProperty(STATUS),
                        facts.getProperty(STATUS_MESSAGE),
                        get(facts, RESPONSE_FORMAT),
                        facts.getProperty(BODY_BYTES) == null
                                ? null
                                : new ResponseBody(body, getNullable(facts, PART_LENGTHS, SpooledResponse::lengths)),
                        ResponseState.of(get(facts, STATE)),
                        facts.getProperty(REASON)));
    }

    private static String lengths(int[] lengths) {
        return Arrays.stream(lengths).mapToObj(Integer::toString).collect(Collectors.joining(" "));
    }

    private static int[] lengths(String lengths) {
        return Arrays.stream(lengths.split(" ")).mapToInt(Integer::parseInt).toArray();
    }

    private static String get(Properties facts, String name) {
        return Objects.requireNonNull(facts.getProperty(name), name);
    }

    private static <T> @Nullable T getNullable(Properties facts, String name, Function<String, T> reader) {
        String value = facts.getProperty(name);
        return value == null ? null : reader.apply(value);
    }

    private static String firstLine(byte[] content) {
        return FORMAT + HexFormat.of().formatHex(Sha256.of(content));
    }

    private static byte[] line(String text) {
        return (text + "\n").getBytes(StandardCharsets.US_ASCII);
    }

    private static int afterLine(byte[] bytes, int from) throws Corrupt {
        for (int i = from; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                return i + 1;
            }
        }
        throw new Corrupt("it is truncated within its first lines");
    }
}
