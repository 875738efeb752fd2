package dev.balancehistory.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpServer;
import dev.balancehistory.process.Outcome;
import dev.balancehistory.process.Problem;
import dev.balancehistory.support.Patience;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A ping is tried twice, and its failure names neither the address nor the host. */
class SwitchTest {
    private final AtomicInteger requests = new AtomicInteger();
    private final CountDownLatch over = new CountDownLatch(1);
    private HttpServer server;
    private volatile int status = 200;
    private volatile String body = "OK";
    private volatile boolean endless;

    @BeforeEach
    void open() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool(work -> {
            Thread thread = new Thread(work);
            thread.setDaemon(true);
            return thread;
        }));
        server.createContext("/", exchange -> {
            requests.incrementAndGet();
            exchange.getResponseHeaders().add("Location", "https://example.com/secret-id");
            exchange.sendResponseHeaders(status, 0);
            exchange.getResponseBody().write(body.getBytes(StandardCharsets.UTF_8));
            exchange.getResponseBody().flush();
            if (endless) {
                Patience.until("the test is over", over);
            }
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void close() {
        over.countDown();
        server.stop(0);
    }

    private Problem failure() {
        return failure("http://127.0.0.1:" + server.getAddress().getPort() + "/secret-id");
    }

    private static Problem failure(String url) {
        Problem problem = catchThrowableOfType(
                Problem.class, () -> new Switch().send(new Pings.Request("GET", URI.create(url), "")));
        if (problem != null) {
            assertThat(problem).hasNoCause();
            assertThat(problem.getMessage()).doesNotContain("secret", "127.0.0.1", "example.com");
        }
        return problem;
    }

    @ParameterizedTest
    @CsvSource({"200, , 1", "201, , 1", "301, CONFIGURATION, 1", "404, CONFIGURATION, 1", "503, UNREACHABLE, 2"})
    void aFailureIsRepeatedOnceIfItMayPass(int responded, Outcome outcome, int tries) {
        status = responded;

        Problem failure = failure();

        assertThat(failure == null ? null : failure.outcome()).isEqualTo(outcome);
        assertThat(requests).hasValue(tries);
    }

    @ParameterizedTest
    @CsvSource({"OK (not found)", "OK (rate limited)"})
    void aRejectionOfHealthchecksWithStatus200IsAFailure(String text) {
        body = text + "\n";

        assertThat(failure()).hasMessageContaining("it responds \"" + text + "\"");
    }

    /** Only the first part of a body is read. */
    @Test
    void aLargeBodyIsNotRead() {
        body = "x".repeat(10_000);
        endless = true;

        assertThat(failure()).isNull();
    }

    @Test
    @Tag("S5")
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void aBodyThatNeverEndsIsNoResponse() {
        body = "O";
        endless = true;

        assertThat(failure()).hasMessageEndingWith(": no response within 5 s");
        assertThat(requests).hasValue(2);
    }

    @Test
    void anUnknownHostIsNamedAsSuch() {
        assertThat(failure("https://secret.invalid/secret-id").outcome()).isEqualTo(Outcome.UNREACHABLE);
    }
}
