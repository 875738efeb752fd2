package dev.balancehistory.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.balancehistory.archive.AccountStatus;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The message of {@code status} names the stale accounts. */
class StaleAccountsTest {
    private static AccountStatus stale(String name, @Nullable Duration age) {
        return new AccountStatus(name, null, age, null, false, null, 0, null, null, null, true, true);
    }

    @Test
    void eachStaleAccountIsNamedWithTheAgeOfItsNewestSnapshot() {
        assertThat(StaleAccounts.text(4, List.of(stale("dead", Duration.ofHours(49 * 24 + 5)))))
                .isEqualTo("stale: dead, newest snapshot 49 d ago");
        assertThat(StaleAccounts.text(4, List.of(stale("a", Duration.ofMinutes(125)), stale("b", null))))
                .isEqualTo("stale: a, newest snapshot 2 h ago; b, no snapshot");
        assertThat(StaleAccounts.text(
                        9, List.of(stale("a", Duration.ofSeconds(125)), stale("b", Duration.ofMillis(9_999)))))
                .isEqualTo("stale: a, newest snapshot 2 min ago; b, newest snapshot 9 s ago");
    }

    @Test
    void thoseAfterTheThirdAreCounted() {
        List<AccountStatus> five = Stream.of("a", "b", "c", "d", "e")
                .map(name -> stale(name, null))
                .toList();

        assertThat(StaleAccounts.text(9, five))
                .isEqualTo("stale: a, no snapshot; b, no snapshot; c, no snapshot; and 2 more");
    }

    @Test
    void aHistoryThatIsNotStaleHasTheNumberOfItsAccounts() {
        assertThat(StaleAccounts.text(1, List.of())).isEqualTo("1 account, not stale");
        assertThat(StaleAccounts.text(4, List.of())).isEqualTo("4 accounts, none is stale");
        assertThat(StaleAccounts.text(0, List.of())).isEqualTo("no account was ever recorded");
    }
}
