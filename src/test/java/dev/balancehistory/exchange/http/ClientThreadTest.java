package dev.balancehistory.exchange.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.balancehistory.exchange.bitfront.Bitfront;
import dev.balancehistory.support.Patience;
import java.lang.ref.Reference;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

/** The end of the client's thread: the exit of a JVM waits for a thread in native code. */
class ClientThreadTest extends WireFixture {
    @Test
    void theClientsThreadEndsWhenTheTransportIsClosed() throws Exception {
        ThreadGroup group = new ThreadGroup("of this test");
        FutureTask<HttpTransport> fetched = new FutureTask<>(() -> {
            HttpTransport transport = new HttpTransport(http());
            fetch(new HttpSource(Bitfront.adapter(), transport), exchange.baseUrl(), PATIENCE);
            return transport;
        });
        new Thread(group, fetched).start();
        HttpTransport transport = fetched.get();
        List<Thread> selectors = selectors(group);
        assertThat(selectors).hasSize(1);

        transport.close();

        selectors.get(0).join(Patience.LIMIT.toMillis());
        assertThat(selectors(group)).isEmpty();
        // The client's thread would end too, some time after the last reference to the client.
        Reference.reachabilityFence(transport);
    }

    private static List<Thread> selectors(ThreadGroup group) {
        Thread[] threads = new Thread[100];
        group.enumerate(threads);
        return Arrays.stream(threads)
                .filter(Objects::nonNull)
                .filter(thread -> thread.getName().endsWith("SelectorManager"))
                .toList();
    }
}
