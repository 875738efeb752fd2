package dev.balancehistory.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.balancehistory.localexchange.Holding;
import dev.balancehistory.localexchange.Holdings;
import dev.balancehistory.localexchange.LocalExchange;
import dev.balancehistory.localexchange.Settings;
import dev.balancehistory.localexchange.venue.TestKeys;
import dev.balancehistory.localexchange.venue.Venue;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An exchange whose responses have no time of their own, and whose clock is off. */
class WrongClockTest {
    private static final String FORGED = "response 1 is in state 'rejected', but its body is a response with balances";

    private Workbench bench;

    @BeforeEach
    void open() {
        bench = new Workbench();
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private Workbench.Ended record(Duration ahead) {
        String secret = TestKeys.hmacSecret();
        try (LocalExchange exchange = LocalExchange.start(
                        Venue.UPBIT, Settings.strict().withClockAhead(ahead))
                .addAccount(VenueForm.KEY, secret, "", Holdings.fixed(new Holding("BTC", "0.30", "0.25")))) {
            bench.option("--recorder.accounts.main.exchange=upbit")
                    .option("--recorder.accounts.main.base-url=" + exchange.baseUrl())
                    .option("--recorder.accounts.main.api-key=" + VenueForm.KEY)
                    .option("--recorder.accounts.main.api-secret=" + secret);
            return bench.run("record");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 14_600, -9_000})
    void aTimeThatCannotBeIsRejectedAndProvedAsSuch(int days) {
        Workbench.Ended run = record(Duration.ofDays(days));
        assertThat(run.code()).as(run.err()).isEqualTo(65);
        assertThat(run.err()).contains("lies before 2009 or more than a day ahead");

        Workbench.Ended verification = bench.run("verify");

        assertThat(verification.code()).as(verification.out()).isZero();
    }

    @Test
    void aRejectionOfATimeThatCanBeIsFound() {
        record(Duration.ofDays(2));

        bench.database
                .sql()
                .execute("set session_replication_role = replica; alter table balance_response disable trigger all;"
                        + " update balance_response set response_time = received_at;"
                        + " alter table balance_response enable trigger all");

        Workbench.Ended verification = bench.run("verify");
        assertThat(verification.code()).isEqualTo(65);
        assertThat(verification.out()).contains(FORGED);
    }

    @Test
    void aTimeAheadIsRecordedWithAWarningAndReportedByStatus() {
        Workbench.Ended run = record(Duration.ofHours(2));
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.err())
                .containsPattern("account main: warning: the exchange states a time that is 7\\d{3} seconds"
                        + " ahead of this machine's clock");

        Workbench.Ended status = bench.run("status");

        assertThat(status.code()).isEqualTo(75);
        assertThat(status.out())
                .containsPattern("main +AHEAD ")
                .containsPattern("main: its newest snapshot is 0[12]:\\d\\d:\\d\\d in the future");
        assertThat(bench.run("doctor").out()).contains("snapshot main: newest snapshot: ", ", in the future");
    }

    @Test
    void aTimeWithinTheTolerableDifferenceIsAccepted() {
        Workbench.Ended run = record(Duration.ofMinutes(4));

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.err()).doesNotContain("ahead of this machine's clock");
        assertThat(bench.run("status").code()).isZero();
    }
}
