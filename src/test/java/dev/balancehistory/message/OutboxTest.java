package dev.balancehistory.message;

import static org.assertj.core.api.Assertions.assertThat;

import dev.balancehistory.process.Outcome;
import dev.balancehistory.process.Problem;
import dev.balancehistory.support.Patience;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Messages are sent beside the work, one after the other. */
class OutboxTest {
    private final List<String> sent = Collections.synchronizedList(new ArrayList<>());

    /** Otherwise this test would not end. */
    @Test
    void theWorkContinuesWhileAMessageIsBeingSent() {
        CountDownLatch workDone = new CountDownLatch(1);
        try (Outbox outbox = new Outbox()) {
            outbox.add("The start", () -> {
                Patience.until("the work is done", workDone);
                sent.add("start");
            });
            outbox.add("The end", () -> sent.add("end"));
            assertThat(sent).isEmpty();
            workDone.countDown();
        }

        assertThat(sent).containsExactly("start", "end");
    }

    @Test
    void aFailureDoesNotStopTheNextMessage() {
        try (Outbox outbox = new Outbox()) {
            outbox.add("The start", () -> {
                throw new Problem(Outcome.UNREACHABLE, "no network");
            });
            outbox.add("The middle", () -> {
                throw new IllegalStateException("a bug");
            });
            outbox.add("The end", () -> sent.add("end"));
        }

        assertThat(sent).containsExactly("end");
    }

    @Test
    void theOldestMessageIsLeftOutIfTheReceiverIsSlow() {
        CountDownLatch runsDone = new CountDownLatch(1);
        int runs = 1_000;
        try (Outbox outbox = new Outbox()) {
            outbox.add("The first", () -> Patience.until("the runs are done", runsDone));
            for (int i = 0; i < runs; i++) {
                String name = String.valueOf(i);
                outbox.add(name, () -> sent.add(name));
            }
            runsDone.countDown();
        }

        assertThat(sent).hasSizeLessThan(100).last().isEqualTo(String.valueOf(runs - 1));
    }
}
