package dev.balancehistory.status;

import dev.balancehistory.archive.AccountStatus;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The text of the message about stale accounts. */
final class StaleAccounts {
    private static final int MOST_NAMED = 3;

    private StaleAccounts() {}

    /**
     * Returns the text in one line.
     *
     * @param all the number of all accounts
     * @param stale the stale ones among them
     */
    static String text(int all, List<AccountStatus> stale) {
        if (all == 0) {
            return "no account was ever recorded";
        }
        if (stale.isEmpty()) {
            return all + (all == 1 ? " account, not stale" : " accounts, none is stale");
        }
        int more = stale.size() - MOST_NAMED;
        return "stale: "
                + stale.stream()
                        .limit(MOST_NAMED)
                        .map(account -> account.account() + ", " + newest(account.age()))
                        .collect(Collectors.joining("; "))
                + (more > 0 ? "; and " + more + " more" : "");
    }

    private static String newest(@Nullable Duration age) {
        return age == null ? "no snapshot" : "newest snapshot " + inLargestUnit(age) + " ago";
    }

    private static String inLargestUnit(Duration age) {
        if (age.toDays() > 0) {
            return age.toDays() + " d";
        }
        if (age.toHours() > 0) {
            return age.toHours() + " h";
        }
        return age.toMinutes() > 0 ? age.toMinutes() + " min" : age.toSeconds() + " s";
    }
}
