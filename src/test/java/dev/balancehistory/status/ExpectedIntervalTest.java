package dev.balancehistory.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.balancehistory.archive.AccountStatus;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The hints below the table name the accounts without an interval. */
class ExpectedIntervalTest {
    private static AccountStatus account(String name, @Nullable Duration interval) {
        return new AccountStatus(name, null, null, interval, interval != null, null, 0, null, null, null, true, true);
    }

    @Test
    void eachAccountIsNamed() {
        assertThat(ExpectedInterval.hints(List.of(
                        account("a", Duration.ofSeconds(9)), account("b", null), account("c", Duration.ofHours(2)))))
                .containsExactly(
                        "interval guessed from the distances of the snapshots: a 9s, c 2h."
                                + " Set recorder.accounts.NAME.interval",
                        "interval not known yet: b. Set recorder.accounts.NAME.interval");
    }

    @Test
    void thoseAfterTheFifthAreCounted() {
        List<AccountStatus> guessed = Stream.of("a", "b", "c", "d", "e", "f", "g")
                .map(name -> account(name, Duration.ofMinutes(5)))
                .toList();
        List<AccountStatus> unknown = Stream.of("h", "i", "j", "k", "l", "m")
                .map(name -> account(name, null))
                .toList();

        assertThat(ExpectedInterval.hints(
                        Stream.concat(guessed.stream(), unknown.stream()).toList()))
                .containsExactly(
                        "interval guessed from the distances of the snapshots: a 5m, b 5m, c 5m, d 5m, e 5m, and 2 more."
                                + " Set recorder.accounts.NAME.interval",
                        "interval not known yet: h, i, j, k, l, and 1 more. Set recorder.accounts.NAME.interval");
    }
}
