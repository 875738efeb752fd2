package dev.balancehistory.exchange.coinbase;

import static org.assertj.core.api.Assertions.assertThat;

import dev.balancehistory.balance.ResponseState;
import dev.balancehistory.exchange.FetchResult;
import dev.balancehistory.exchange.Reading;
import dev.balancehistory.exchange.contract.VenueFetch;
import dev.balancehistory.localexchange.Holding;
import dev.balancehistory.localexchange.Holdings;
import dev.balancehistory.localexchange.Misbehaviour;
import dev.balancehistory.localexchange.Settings;
import dev.balancehistory.localexchange.venue.TestIdentity;
import dev.balancehistory.localexchange.venue.Venue;
import dev.balancehistory.process.Outcome;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** More accounts than a page lists, from a strict exchange. */
class CoinbasePagesTest {
    private static final int ACCOUNTS = 501;

    private final TestIdentity who = TestIdentity.on(Venue.COINBASE).get(0);
    private final VenueFetch venue = new VenueFetch(
            who,
            Settings.strict(),
            Holdings.fixed(IntStream.range(0, ACCOUNTS)
                    .mapToObj(i -> new Holding("COIN" + i, i + ".5", "0.5"))
                    .toArray(Holding[]::new)));

    @AfterEach
    void close() {
        venue.close();
    }

    @Test
    void allPagesAreOneSnapshot() {
        FetchResult fetched = venue.fetch();
        assertThat(fetched.outcome()).as(fetched.problem()).isEqualTo(Outcome.DONE);
        assertThat(venue.requests()).isEqualTo(3);
        assertThat(fetched.responses()).hasSize(1);
        assertThat(venue.reading(fetched))
                .isInstanceOfSatisfying(
                        Reading.Success.class,
                        success -> assertThat(success.balances()).hasSize(ACCOUNTS));
    }

    @Test
    void aPageThatFailsOnceIsRetriedInPlace() {
        venue.next(Misbehaviour.none(), Misbehaviour.fault("INTERNAL"), Misbehaviour.none(), Misbehaviour.none());
        FetchResult fetched = venue.fetch();
        assertThat(fetched.outcome()).as(fetched.problem()).isEqualTo(Outcome.DONE);
        assertThat(venue.requests()).isEqualTo(4);
        assertThat(venue.reading(fetched)).isInstanceOf(Reading.Success.class);
    }

    @Test
    void aPageThatFailsPermanentlyRejectsTheSnapshot() {
        venue.next(Misbehaviour.none());
        venue.always(Misbehaviour.fault("UNAVAILABLE"));
        FetchResult fetched = venue.fetch();
        assertThat(fetched.outcome()).isEqualTo(Outcome.UNREACHABLE);
        assertThat(fetched.responses()).isNotEmpty().allMatch(each -> each.state() == ResponseState.FAILED);
    }
}
