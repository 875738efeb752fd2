package dev.balancehistory.doctor;

import dev.balancehistory.archive.AccountStatus;
import dev.balancehistory.process.Outcome;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;

/** The findings about the accounts of the history. */
final class AccountFindings {
    private AccountFindings() {}

    /** Returns the finding about the newest snapshot of an account. */
    static Finding ofSnapshot(AccountStatus account) {
        String subject = "snapshot " + account.account();
        Duration age = account.age();
        if (!account.counts()) {
            return Finding.ok(subject, "not configured; " + (age == null ? "no snapshot" : newest(account)));
        }
        if (age == null) {
            return Finding.warn(subject, "never recorded", "run 'balance-history record'");
        }
        String newest = newest(account);
        if (!account.stale()) {
            return Finding.ok(subject, newest);
        }
        return age.isNegative()
                ? Finding.fail(
                        Outcome.TEMPORARY_FAILURE,
                        subject,
                        newest + ", in the future",
                        "synchronize the clocks (NTP); this snapshot hides later ones until then")
                : Finding.fail(
                        Outcome.TEMPORARY_FAILURE,
                        subject,
                        newest + ", older than twice the account's interval",
                        "check that the schedule runs; 'balance-history status' prints the last problem");
    }

    private static String newest(AccountStatus account) {
        return "newest snapshot: " + account.lastSnapshotAt();
    }

    /**
     * Returns a finding for each account that is configured at another exchange, since an account can't change its
     * exchange. The check of the accounts reports a name that no exchange has.
     *
     * @param recorded the exchanges in the history, by account
     * @param configured those of the configuration
     */
    static Stream<Finding> ofExchanges(Map<String, String> recorded, Map<String, String> configured) {
        return configured.entrySet().stream()
                .filter(account -> !recorded.getOrDefault(account.getKey(), account.getValue())
                        .equals(account.getValue()))
                .map(account -> Finding.fail(
                        Outcome.CONFIGURATION,
                        "account " + account.getKey(),
                        "its history is from " + recorded.get(account.getKey()) + ", and recorder.accounts."
                                + account.getKey() + ".exchange is " + account.getValue(),
                        "give the account at " + account.getValue() + " a new name"));
    }
}
