package dev.balancehistory.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.balancehistory.balance.Slot;
import dev.balancehistory.exchange.VirtualTime;
import dev.balancehistory.process.Deadline;
import dev.balancehistory.settings.Timetable;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

/** The ticks that are served and those that are missed, by a clock that can be set. */
// In a thread of its own: where nothing ends the waiting, by a clock like this it goes on without a pause.
@Timeout(value = 10, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TicksTest {
    private final VirtualTime time = new VirtualTime();
    private final Deadline end = time.deadline(Duration.ofDays(36_500));
    private final List<String> served = new ArrayList<>();
    private Duration offset = Duration.ZERO;

    @Test
    void eachTickIsServedAtItsInstantWithoutDrift() {
        List<Duration> late = new ArrayList<>();

        serve("0 * * * * *", 5_000, slot -> {
            late.add(Duration.between(slot.instant(), now()));
            time.pass(Duration.ofMillis(1_234));
        });

        assertThat(served).hasSize(5_000).doesNotHaveDuplicates();
        assertThat(served.get(0)).isEqualTo("2026-01-01T00:00:00Z");
        assertThat(served.get(4_999)).isEqualTo("2026-01-04T11:19:00Z");
        assertThat(late).containsOnly(Duration.ZERO);
    }

    @Test
    void onlyTheNewestTickDuringALongRunIsServed() {
        serve("0 * * * * *", 4, slot -> {
            if (served.size() == 2) {
                time.pass(Duration.ofSeconds(200));
            }
        });

        assertThat(served)
                .containsExactly(
                        "2026-01-01T00:00:00Z", "2026-01-01T00:01:00Z", "2026-01-01T00:04:00Z", "2026-01-01T00:05:00Z");
    }

    /** As after the lid was shut: the wait ends hours later than it was to. */
    @Test
    void afterAJumpForwardOnlyTheNewestTickIsServed() {
        serve("0 * * * * *", 3, slot -> {
            if (served.size() == 1) {
                offset = Duration.ofHours(30).plusSeconds(30);
            }
        });

        assertThat(served).containsExactly("2026-01-01T00:00:00Z", "2026-01-02T06:00:00Z", "2026-01-02T06:01:00Z");
    }

    @Test
    void anOldTickIsNotServedWhenTheNextIsFar() {
        offset = Duration.ofHours(17).plusMinutes(49);

        serve("0 */5 9-17 * * *", 2, slot -> offset = offset.plus(Duration.ofHours(4)));

        assertThat(served).containsExactly("2026-01-01T17:50:00Z", "2026-01-02T09:00:00Z");
    }

    @Test
    void missedTicksAreReportedInOneLine() {
        List<String> logged = logged(() -> serve("0 * * * * *", 2, slot -> offset = Duration.ofHours(30)));

        assertThat(logged)
                .singleElement()
                .asString()
                .startsWith("1799 ticks were missed from 2026-01-01T00:01:00Z on, ");
    }

    @Test
    void anOldTickIsReportedAsMissed() {
        offset = Duration.ofHours(17).plusMinutes(49);

        List<String> logged =
                logged(() -> serve("0 */5 9-17 * * *", 2, slot -> offset = offset.plus(Duration.ofHours(4))));

        assertThat(logged).singleElement().asString().startsWith("1 tick was missed from 2026-01-01T17:55:00Z on, ");
    }

    @Test
    void moreThanAWeekOfMinutesIsNotCounted() {
        List<String> logged = logged(() -> serve("0 * * * * *", 2, slot -> offset = Duration.ofDays(8)));

        assertThat(logged)
                .singleElement()
                .asString()
                .startsWith("At least 10000 ticks were missed from 2026-01-01T00:01:00Z on, ");
    }

    @Test
    void aClockPutBackIsNoticedSoon() {
        serve("0 0 * * * *", 3, slot -> {
            if (served.size() == 2) {
                offset = Duration.ofHours(-10);
            }
        });

        assertThat(served).containsExactly("2026-01-01T00:00:00Z", "2026-01-01T01:00:00Z", "2025-12-31T16:00:00Z");
        assertThat(time.waits()).allMatch(wait -> wait.compareTo(Duration.ofSeconds(5)) <= 0);
    }

    @Test
    void aClockPutBackALittleServesNoTickTwice() {
        serve("0 * * * * *", 3, slot -> {
            if (served.size() == 2) {
                offset = Duration.ofMillis(-700);
            }
        });

        assertThat(served).containsExactly("2026-01-01T00:00:00Z", "2026-01-01T00:01:00Z", "2026-01-01T00:02:00Z");
    }

    @Test
    void aTickBeforeTheStartIsNotServed() {
        offset = Duration.ofMillis(1_500);

        serve("0 * * * * *", 1, slot -> {});

        assertThat(served).containsExactly("2026-01-01T00:01:00Z");
    }

    private Instant now() {
        return time.clock().instant().plus(offset);
    }

    /** Returns the messages that are logged meanwhile. */
    private static List<String> logged(Runnable serving) {
        Logger logger = (Logger) LoggerFactory.getLogger(Ticks.class);
        ListAppender<ILoggingEvent> logged = new ListAppender<>();
        logged.start();
        logger.addAppender(logged);
        try {
            serving.run();
        } finally {
            logger.detachAppender(logged);
        }
        return logged.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    /** Serves that many ticks. */
    private void serve(String cron, int count, Consumer<Slot> run) {
        new Ticks(Timetable.of(cron, ZoneId.of("UTC")), this::now, end).each(slot -> {
            served.add(slot.toString());
            run.accept(slot);
            if (served.size() == count) {
                end.stop();
            }
        });
    }
}
