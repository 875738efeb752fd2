package dev.balancehistory.recording;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.balancehistory.process.Outcome;
import dev.balancehistory.recording.RunResult.AccountResult;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Text from outside does not leave its line in a run's log. */
class RunLineTest {
    private static final RunResult RESULT =
            new RunResult(Outcome.DATA_ERROR, 7L, null, false, List.of(), List.of("x\r\nforged\u001b[2J\u202e"));

    @Test
    void aRemarkInTheLogOfAScheduleIsPrintable() {
        assertThat(RunLine.of(null, RESULT).text()).isEqualTo("0 of 0 accounts ok, data-error: x??forged?[2J?");
    }

    @Test
    void aRemarkInAnEventOfItsOwnIsPrintable() {
        Logger logger = (Logger) LoggerFactory.getLogger(RunLog.class);
        ListAppender<ILoggingEvent> logged = new ListAppender<>();
        logged.start();
        logger.addAppender(logged);
        try {
            RunLog.log(null, RESULT);
        } finally {
            logger.detachAppender(logged);
        }

        assertThat(logged.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly("x??forged?[2J?", "0 of 0 accounts ok, data-error: x??forged?[2J?");
    }

    @Test
    void theLineOfAnOutageStartsWithItsReason() {
        AccountResult stored = AccountResult.failed("main", Outcome.UNREACHABLE, "stored in a file", null);

        assertThat(RunLine.of(
                                null,
                                new RunResult(Outcome.UNREACHABLE, null, null, true, List.of(stored), List.of("away")))
                        .text())
                .isEqualTo("0 of 1 accounts ok, unreachable: away; account main: stored in a file");
    }
}
