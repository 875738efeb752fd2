package dev.balancehistory.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import dev.balancehistory.exchange.VirtualTime;
import dev.balancehistory.process.Deadline;
import dev.balancehistory.process.Outcome;
import dev.balancehistory.process.Problem;
import dev.balancehistory.process.RunStop;
import dev.balancehistory.recording.RecordRequest;
import dev.balancehistory.recording.RunResult;
import dev.balancehistory.settings.ConfiguredAccounts;
import dev.balancehistory.settings.Timetable;
import dev.balancehistory.support.Beans;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;
import org.springframework.context.support.GenericApplicationContext;

/** Only a mistake or a shutdown ends a schedule. The clock is frozen while no thread waits. */
// In a thread of its own: where nothing ends the waiting, by a clock like this it goes on without a pause.
@Timeout(value = 10, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ScheduleTest {
    private static final Timetable EACH_MINUTE = Timetable.of("0 * * * * *", ZoneId.of("UTC"));

    private final VirtualTime time = new VirtualTime();
    private final Deadline end = time.deadline(Duration.ofDays(36_500));
    private final RunStop stop = new RunStop();
    private final Logger logger = (Logger) LoggerFactory.getLogger(Schedule.class);
    private final Map<Level, Integer> logged = new ConcurrentHashMap<>();
    private final AppenderBase<ILoggingEvent> counting = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            logged.merge(event.getLevel(), 1, Integer::sum);
        }
    };
    private final List<Outcome> observed = new ArrayList<>();

    /** Counts what is logged, and prints none of it: thousands of lines would bury what other tests print. */
    @BeforeEach
    void open() {
        counting.start();
        logger.addAppender(counting);
        logger.setAdditive(false);
    }

    @AfterEach
    void close() {
        logger.setAdditive(true);
        logger.detachAppender(counting);
    }

    /** Also one that lasts until the operator acts: each tick is fetched all the same. */
    @ParameterizedTest
    @EnumSource(names = {"UNREACHABLE", "TEMPORARY_FAILURE", "CREDENTIALS", "CONFIGURATION"})
    @Tag("D1")
    @Tag("D10")
    void aProblemOfTheDatabaseDoesNotEndTheSchedule(Outcome outcome) {
        List<RecordRequest> ticks = new ArrayList<>();
        Problem problem = new Problem(outcome, "the database is not usable");

        Outcome ended = schedule(accounts("main"), () -> problem, request -> {
                    ticks.add(request);
                    if (ticks.size() == 5) {
                        end.stop();
                    }
                    throw problem;
                })
                .run(EACH_MINUTE);

        assertThat(ended).isEqualTo(Outcome.STOPPED);
        assertThat(time.waits()).hasSizeGreaterThanOrEqualTo(4 * 12);
        assertThat(ticks).extracting(RecordRequest::slot).doesNotHaveDuplicates();
        assertThat(observed).hasSize(5).containsOnly(outcome);
        assertThat(logged).containsEntry(Level.WARN, 6);
    }

    @Test
    void aBugInOneRunDoesNotEndTheSchedule() {
        List<Integer> tries = new ArrayList<>();

        Outcome ended = schedule(accounts("main"), () -> {
                    tries.add(tries.size());
                    if (tries.size() == 3) {
                        end.stop();
                    }
                    throw new IllegalStateException("a bug");
                })
                .run(EACH_MINUTE);

        assertThat(ended).isEqualTo(Outcome.STOPPED);
        assertThat(tries).hasSize(3);
        assertThat(logged).containsEntry(Level.ERROR, 3);
    }

    @Test
    void aMistakeInTheConfigurationEndsTheScheduleAtItsStart() {
        Supplier<Problem> wrong = () -> {
            throw new Problem(Outcome.CONFIGURATION, "spring.datasource.url is wrong");
        };

        assertThatThrownBy(
                        () -> schedule(accounts("main"), wrong, request -> null).run(EACH_MINUTE))
                .hasMessage("spring.datasource.url is wrong");
        assertThat(time.waits()).isEmpty();
    }

    @Test
    void aMistakeIsFoundThoughTheDatabaseIsDown() {
        assertThatThrownBy(() -> schedule(accounts(), () -> {
                            throw new Problem(Outcome.UNREACHABLE, "the database is out of reach");
                        })
                        .run(EACH_MINUTE))
                .hasMessageContaining("no account is configured");
    }

    @Test
    void anAccountThatIsConfiguredWronglyDoesNotEndTheSchedule() {
        Outcome ended = schedule(accounts("main", "sub-1", "sub_1"), () -> {
                    end.stop();
                    throw new Problem(Outcome.UNREACHABLE, "not now");
                })
                .run(EACH_MINUTE);

        assertThat(ended).isEqualTo(Outcome.STOPPED);
        assertThatThrownBy(
                        () -> schedule(accounts("sub-1", "sub_1"), () -> null).run(EACH_MINUTE))
                .hasMessageContaining("have the same properties");
    }

    /** Metrics, log lines and waits of thousands of ticks leave nothing behind. */
    @Test
    void thousandsOfTicksTakeNoMoreMemoryThanHundreds() {
        List<Long> used = new ArrayList<>();
        int[] ticks = {0};
        Schedule schedule = schedule(accounts("main"), () -> {
            ticks[0]++;
            if (ticks[0] == 500 || ticks[0] == 5_000) {
                used.add(usedHeap());
            }
            if (ticks[0] == 5_000) {
                end.stop();
            }
            throw new Problem(Outcome.UNREACHABLE, "the database is out of reach");
        });

        schedule.run(EACH_MINUTE);

        assertThat(logged.get(Level.WARN)).isGreaterThanOrEqualTo(5_000);
        assertThat(used).hasSize(2);
        // A hundred bytes a tick would be 450,000; what the test itself notes, its waits, is a part of it.
        assertThat(used.get(1) - used.get(0)).isLessThan(5_500_000);
    }

    private static long usedHeap() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private Schedule schedule(Supplier<ConfiguredAccounts> accounts, Supplier<RunResult> recording) {
        return schedule(accounts, () -> null, request -> recording.get());
    }

    private Schedule schedule(
            Supplier<ConfiguredAccounts> accounts,
            Supplier<Problem> database,
            Function<RecordRequest, RunResult> recording) {
        return new Schedule(accounts, recording, database, this::observe, stop, time.clock(), end);
    }

    private RunResult observe(Supplier<RunResult> run) {
        try {
            return run.get();
        } catch (Problem e) {
            observed.add(e.outcome());
            throw e;
        }
    }

    private static Supplier<ConfiguredAccounts> accounts(String... names) {
        Map<String, Object> properties = new HashMap<>();
        for (String name : names) {
            properties.put("recorder.accounts." + name + ".api-key", "key");
            properties.put("recorder.accounts." + name + ".api-secret", "secret");
            properties.put("recorder.accounts." + name + ".exchange", "bitfront");
        }
        GenericApplicationContext context = Beans.with(properties);
        return () -> context.getBean(ConfiguredAccounts.class);
    }
}
