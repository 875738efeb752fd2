package dev.balancehistory.verification;

import dev.balancehistory.balance.Account;
import dev.balancehistory.balance.Seal;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Computes an account's chain of seals again. Each link is computed from the recorded seal of the previous link, so
 * that a changed snapshot makes only its own link differ.
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
        String flaw = flaw(link);
        if (flaw != null) {
            found.accept(new Difference(account.name(), link.responseTime(), link.sequence(), null, flaw));
        }
        before = new Seal(link.sequence(), link.seal());
    }

    private @Nullable String flaw(ChainLink link) {
        long expected = before.sequence() + 1;
        if (link.sequence() > expected) {
            return missing(expected, link.sequence() - 1);
        }
        if (link.sequence() < expected) {
            return "its sequence is not greater than " + before.sequence() + ", the one before it";
        }
        if (link.format() == null || link.bodySha256() == null) {
            return "its seal cannot be computed, since its response or body_sha256 is missing";
        }
        Seal computed = before.next(new Seal.Facts(
                account.name(),
                account.exchange(),
                link.format(),
                link.responseTime(),
                link.slot(),
                link.timeSource(),
                link.bodySha256(),
                link.contentSha256(),
                link.currencyCount()));
        return Arrays.equals(computed.value(), link.seal())
                ? null
                : "its seal does not follow from its facts"
                        + (before.sequence() == 0 ? "" : " and the seal of sequence " + before.sequence());
    }

    private static String missing(long first, long last) {
        return first == last
                ? "the snapshot of sequence " + first + " is missing"
                : "the snapshots of sequences " + first + " to " + last + " are missing";
    }
}
