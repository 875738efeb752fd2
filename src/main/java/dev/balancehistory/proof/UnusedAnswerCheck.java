package dev.balancehistory.proof;

import dev.balancehistory.balance.ResponseState;
import dev.balancehistory.balance.Sha256;
import dev.balancehistory.balance.Snapshot;
import dev.balancehistory.exchange.Reading;
import dev.balancehistory.exchange.ResponseReader;
import dev.balancehistory.history.ArchivedAnswer;
import dev.balancehistory.history.ArchivedAnswer.ArchivedBody;
import dev.balancehistory.history.UnusedAnswer;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells why an answer that became no snapshot can't have ended as it says. */
final class UnusedAnswerCheck {
    private static final Logger log = LoggerFactory.getLogger(UnusedAnswerCheck.class);

    private UnusedAnswerCheck() {}

    /**
     * Returns what is wrong; null if nothing is.
     *
     * @param reader of the response's format; null if there is none
     */
    static @Nullable String of(UnusedAnswer unused, @Nullable ResponseReader reader) {
        ArchivedAnswer answer = unused.answer();
        if (answer.state().equals(ResponseState.RECORDED.word())) {
            return "is in state 'recorded' without a snapshot";
        }
        if (Arrays.stream(ResponseState.values())
                .noneMatch(known -> known.word().equals(answer.state()))) {
            return "is in state '" + answer.state() + "', which is none";
        }
        ArchivedBody body = answer.body();
        if (body == null || answer.state().equals(ResponseState.RECEIVED.word())) {
            return null;
        }
        if (!Arrays.equals(Sha256.of(body.bytes()), answer.bodySha256())) {
            return "has a body that is not the one that its body_sha256 was made of";
        }
        return reader == null ? null : ofReading(unused, read(reader, answer, body));
    }

    private static @Nullable String ofReading(UnusedAnswer unused, @Nullable Reading reading) {
        String state = "is in state '" + unused.answer().state() + "', ";
        Instant time = unused.answer().responseTime();
        boolean gone = reading instanceof Reading.Success success
                && success.responseTime() != null
                && !success.responseTime().equals(time);
        boolean same = reading instanceof Reading.Success success
                && time != null
                && Arrays.equals(unused.recordedSha256(), new Snapshot(time, success.balances()).contentSha256());
        return switch (ResponseState.of(unused.answer().state())) {
            case DUPLICATE, CONFLICT -> {
                if (!(reading instanceof Reading.Success)) {
                    yield state + "and its body is no answer with balances";
                }
                if (gone) {
                    yield state + "and its body is of another time";
                }
                boolean conflict = unused.answer().state().equals(ResponseState.CONFLICT.word());
                boolean there = conflict ? unused.recordedSha256() != null && !same : same || unused.slotRecorded();
                yield there
                        ? null
                        : state + "and " + (conflict ? "no other balances are" : "nothing like it is") + " recorded";
            }
            // As it came it had no code that could be read, or that of an error.
            case REJECTED, FAILED ->
                reading instanceof Reading.Success && unused.answer().responseTime() != null
                        ? state + "and its body is an answer with balances"
                        : null;
            case RECORDED, RECEIVED -> null;
        };
    }

    private static @Nullable Reading read(ResponseReader reader, ArchivedAnswer answer, ArchivedBody body) {
        try {
            return reader.read(body.toBody(), answer.receivedAt());
        } catch (RuntimeException e) {
            log.error("Response {} can't be read because of a bug in this program", answer.id(), e);
            return null;
        }
    }
}
