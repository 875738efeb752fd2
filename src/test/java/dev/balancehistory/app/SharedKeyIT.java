package dev.balancehistory.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.balancehistory.localexchange.Holding;
import dev.balancehistory.localexchange.Holdings;
import dev.balancehistory.localexchange.Misbehaviour;
import dev.balancehistory.localexchange.Served;
import dev.balancehistory.localexchange.Settings;
import dev.balancehistory.localexchange.venue.TestKeys;
import dev.balancehistory.localexchange.venue.Venue;
import dev.balancehistory.support.Patience;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two processes with one key of Kraken, whose nonces have to rise in the order of arrival. */
class SharedKeyIT {
    private static final String KEY = "shared-key";
    private static final int ACCOUNTS = 6;
    private static final Duration LATENCY = Duration.ofMillis(100);

    private static final String FETCHING =
            "select from batch.batch_step_execution where step_name = 'fetchResponses' and status = 'STARTED'";

    @TempDir
    private Path folder;

    /** Each request arrives after the response before. Otherwise it could overtake one with a smaller nonce. */
    @Test
    void theRequestsOfBothProcessesArriveOneAtATimeInTheOrderOfTheirNonces() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        Settings slow = Settings.strict().withoutRateLimits().withLatency(LATENCY);
        try (Workbench bench = Workbench.of(Venue.KRAKEN, slow)) {
            String secret = TestKeys.krakenSecret();
            bench.exchange.addAccount(KEY, secret, Holdings.fixed(new Holding("XXBT", "0.30", "0.25")));
            for (int i = 0; i < 2 * ACCOUNTS; i++) {
                bench.account("a" + i, Holdings.fixed())
                        .option("--recorder.accounts.a" + i + ".api-key=" + KEY)
                        .option("--recorder.accounts.a" + i + ".api-secret=" + secret);
            }
            bench.exchange.next(KEY, Misbehaviour.held(gate));
            try (Child one = record(bench, 0)) {
                assertThat(bench.exchange.awaitRequests(KEY, 1, Patience.LIMIT)).isTrue();
                try (Child two = record(bench, 1)) {
                    Patience.until("both processes fetch", () -> bench.database.count(FETCHING) == 2, two::err);
                    gate.countDown();

                    assertThat(List.of(one.ended(), two.ended()))
                            .allSatisfy(
                                    run -> assertThat(run.code()).as(run.err()).isZero());
                }
            }
            assertThat(bench.exchange.served(KEY))
                    .allMatch(Served::success)
                    .extracting(Served::nonce)
                    .isSorted()
                    .doesNotHaveDuplicates()
                    .hasSize(2 * ACCOUNTS);
            assertThat(bench.exchange.busiest(KEY, LATENCY)).isEqualTo(1);
        }
    }

    private Child record(Workbench bench, int process) throws Exception {
        Stream<String> accounts =
                IntStream.range(process * ACCOUNTS, (process + 1) * ACCOUNTS).mapToObj(i -> "--account=a" + i);
        return bench.start(
                Files.createDirectory(folder.resolve("process-" + process)),
                "",
                Stream.concat(Stream.of("record"), accounts).toArray(String[]::new));
    }
}
