package dev.balancehistory.spool;

import dev.balancehistory.balance.RawResponse;
import dev.balancehistory.balance.ResponseBody;
import dev.balancehistory.balance.ResponseState;
import dev.balancehistory.balance.Slot;
import dev.balancehistory.balance.TimeSource;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import java.util.Properties;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The facts of a spooled response, that is everything except its body, as Java properties. */
final class SpooledFacts {
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

    private SpooledFacts() {}

    /** Returns the facts of a response as text. */
    static byte[] write(SpooledResponse spooled) {
        RawResponse response = spooled.response();
        Properties facts = new Properties();
        put(facts, ACCOUNT, spooled.account());
        put(facts, EXCHANGE, spooled.exchange());
        put(facts, SLOT, spooled.slot());
        put(facts, RUN, spooled.jobExecutionId());
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
     * Returns the response with these facts.
     *
     * @param body the body; empty if the response has none
     * @throws RuntimeException if a fact is missing or malformed
     */
    static SpooledResponse read(byte[] text, byte[] body) throws IOException {
        Properties facts = new Properties();
        facts.load(new ByteArrayInputStream(text));
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
                                : new ResponseBody(body, getNullable(facts, PART_LENGTHS, SpooledFacts::lengths)),
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
}
