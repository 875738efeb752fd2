package dev.balancehistory.proof;

import dev.balancehistory.balance.Account;
import dev.balancehistory.balance.Seal;
import dev.balancehistory.history.ChainLink;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Computes an account's chain of seals again. A link that does not fit is reported once: the check goes on from the seal
 * that is recorded, so that the links behind it are judged by themselves.
 */
final class ChainCheck {
    private final Account account;
    private final Consumer<Difference> found;
    private Seal before = Seal.none();

    ChainCheck(Account account, Consumer<Difference> found) {
        this.account = account;
        this.found = found;
    }

    /** Checks the next link, in order of the sequence. */
    void check(ChainLink link) {
        if (link.sequence() != before.sequence() + 1) {
            differs(link, missing(before.sequence() + 1, link.sequence() - 1));
        } else if (link.format() != null && link.bodySha256() != null) {
            Seal expected = before.next(new Seal.Facts(
                    account.name(),
                    account.exchange(),
                    link.format(),
                    link.responseTime(),
                    link.slot(),
                    link.timeSource(),
                    link.bodySha256(),
                    link.contentSha256(),
                    link.currencyCount()));
            if (!Arrays.equals(expected.value(), link.seal())) {
                differs(link, "its seal is not the one that its facts and the seal before it make");
            }
        } else {
            differs(link, "its seal can't be computed, since its response or that response's hash is gone");
        }
        before = new Seal(link.sequence(), link.seal());
    }

    private static String missing(long first, long last) {
        return first == last
                ? "the snapshot with sequence " + first + " before it is missing"
                : "the snapshots with sequence " + first + " to " + last + " before it are missing";
    }

    private void differs(ChainLink link, String words) {
        found.accept(new Difference(
                account.name(), link.responseTime(), null, "sequence " + link.sequence() + ": " + words));
    }
}
