package dev.balancehistory.exchange.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.balancehistory.localexchange.Misbehaviour;
import dev.balancehistory.localexchange.WireFault;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Fetches at the most detailed log level, with and without failures, and reads all logs and outputs. */
class SecrecyTest extends WireFixture {
    private final Logger root = ((LoggerContext) LoggerFactory.getILoggerFactory()).getLogger(Logger.ROOT_LOGGER_NAME);
    private final java.util.logging.Logger javaRoot = LogManager.getLogManager().getLogger("");
    private final ListAppender<ILoggingEvent> logged = new ListAppender<>();
    private final Remembering remembered = new Remembering();
    private final PrintStream out = System.out;
    private final PrintStream err = System.err;
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final Map<Logger, Level> levels = new HashMap<>();
    private java.util.logging.Level javaLevel;

    @BeforeEach
    void listen() {
        javaLevel = javaRoot.getLevel();
        // An earlier test in this JVM may have left other levels.
        for (Logger logger : root.getLoggerContext().getLoggerList()) {
            levels.put(logger, logger.getLevel());
            logger.setLevel(logger == root ? Level.TRACE : null);
        }
        javaRoot.setLevel(java.util.logging.Level.ALL);
        logged.start();
        root.addAppender(logged);
        javaRoot.addHandler(remembered);
        PrintStream everything = new PrintStream(printed, true, UTF_8);
        System.setOut(everything);
        System.setErr(everything);
    }

    @AfterEach
    void stopListening() {
        System.setOut(out);
        System.setErr(err);
        root.detachAppender(logged);
        levels.forEach(Logger::setLevel);
        javaRoot.removeHandler(remembered);
        javaRoot.setLevel(javaLevel);
    }

    @Test
    @Tag("I9")
    void noLogAtAnyLevelContainsKeyOrSecret() {
        LoggerFactory.getLogger(getClass()).trace("a line, to know that this test listens");
        java.util.logging.Logger.getLogger("x").finest("another line");
        exchange.next(
                KEY,
                Misbehaviour.none(),
                Misbehaviour.statusCode(6001, "Unregistered API KEY"),
                Misbehaviour.httpStatus(500, "text/html", "<html>"),
                Misbehaviour.body("{"),
                WireFault.reset(),
                WireFault.garbage(new byte[9]));
        for (int i = 0; i < 6; i++) {
            fetch();
        }
        fetch(exchange.baseUrl(), Duration.ofNanos(1));
        exchange.close();
        fetch();

        List<String> lines =
                logged.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
        assertThat(lines).contains("a line, to know that this test listens");
        assertThat(remembered.lines).contains("another line null");
        assertThat(lines).noneMatch(line -> line.contains("CANARY"));
        assertThat(remembered.lines).noneMatch(line -> line.contains("CANARY"));
        assertThat(printed.toString(UTF_8)).doesNotContain("CANARY");
    }

    /** Stores all messages of java.util.logging. */
    private static final class Remembering extends Handler {
        private final List<String> lines = new CopyOnWriteArrayList<>();

        @Override
        public void publish(LogRecord event) {
            lines.add(event.getMessage() + " " + Arrays.toString(event.getParameters()));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
