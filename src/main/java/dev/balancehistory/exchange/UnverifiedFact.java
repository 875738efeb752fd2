package dev.balancehistory.exchange;

import dev.balancehistory.balance.Balance;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * A fact that an adapter relies on, and that the documents of its exchange do not state.
 *
 * @param fact the fact, in a few words
 * @param shownBy the part of a check that shows the fact
 */
public record UnverifiedFact(String fact, Observation shownBy) {
    /** The part of a check that shows a fact. */
    public enum Observation {
        /** The time endpoint returned a time. */
        TIME,
        /** The exchange reported the rights of the key. */
        KEY_RIGHTS,
        /** The exchange reported the expiry of the key. */
        KEY_EXPIRY,
        /** The response lists a balance of zero. */
        ZERO_BALANCE,
        /** The response lists a currency of a wallet several times. */
        DUPLICATE_CURRENCY,
        /** No check shows the fact. */
        NONE;

        /** Returns what the balances of a response show, in the form in which its bodies list them. */
        public static Set<Observation> ofBalances(List<Balance> listed) {
            Set<Observation> shown = EnumSet.noneOf(Observation.class);
            if (listed.stream().anyMatch(balance -> balance.total().signum() == 0)) {
                shown.add(ZERO_BALANCE);
            }
            long holdings = listed.stream()
                    .map(balance -> balance.wallet() + ' ' + balance.currency())
                    .distinct()
                    .count();
            if (holdings < listed.size()) {
                shown.add(DUPLICATE_CURRENCY);
            }
            return shown;
        }

        /** Returns what the findings about a key show. */
        public static Set<Observation> ofKey(List<KeyFinding> findings) {
            Set<Observation> shown = EnumSet.noneOf(Observation.class);
            if (!findings.isEmpty()) {
                shown.add(KEY_RIGHTS);
            }
            if (findings.stream().anyMatch(finding -> finding.expires() != null)) {
                shown.add(KEY_EXPIRY);
            }
            return shown;
        }
    }
}
