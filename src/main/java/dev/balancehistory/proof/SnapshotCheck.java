package dev.balancehistory.proof;

import dev.balancehistory.balance.Account;
import dev.balancehistory.balance.Amount;
import dev.balancehistory.balance.Balance;
import dev.balancehistory.balance.ResponseState;
import dev.balancehistory.balance.Sha256;
import dev.balancehistory.balance.Snapshot;
import dev.balancehistory.exchange.BalanceSource;
import dev.balancehistory.exchange.Reading;
import dev.balancehistory.history.ArchivedAnswer;
import dev.balancehistory.history.SnapshotHeader;
import dev.balancehistory.history.SnapshotRow;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares one snapshot of an account with its answer: the answer's own facts first, then the header, then each row,
 * digit for digit. Where no answer can tell, the rows must at least be those that the header's hash was made of.
 */
final class SnapshotCheck {
    private static final Logger log = LoggerFactory.getLogger(SnapshotCheck.class);

    private final Account account;
    private final @Nullable BalanceSource source;
    private final IntFunction<String> names;
    private final Consumer<Difference> found;

    /**
     * @param source what reads the account's answers; null if there is none any more
     * @param names of the accounts, by their keys
     */
    SnapshotCheck(
            Account account, @Nullable BalanceSource source, IntFunction<String> names, Consumer<Difference> found) {
        this.account = account;
        this.source = source;
        this.names = names;
        this.found = found;
    }

    /** Returns whether there was a body to compare with, be it a wrong one. */
    boolean compare(SnapshotHeader header, List<SnapshotRow> rows) {
        ArchivedAnswer answer = header.answer();
        if (answer == null) {
            differs(header, "response " + header.responseId() + " is gone");
            compareWithHeader(header, rows);
            return true;
        }
        boolean itsOwn = compareWithAnswer(header, answer);
        byte[] body = answer.body();
        if (body == null) {
            if (itsOwn) {
                compareTime(header, answer.responseTime());
            }
            compareWithHeader(header, rows);
            return false;
        }
        Snapshot said = itsOwn ? read(header, answer, body) : null;
        if (said == null || !compareTime(header, said.responseTime())) {
            compareWithHeader(header, rows);
            return true;
        }
        if (answer.responseTime() != null && !answer.responseTime().equals(said.responseTime())) {
            differs(header, response(header) + " is kept with the response time " + answer.responseTime());
        }
        compareWithSaid(header, rows, said);
        return true;
    }

    /** Returns whether it is one of this account's. */
    private boolean compareWithAnswer(SnapshotHeader header, ArchivedAnswer answer) {
        if (!answer.state().equals(ResponseState.RECORDED.word())) {
            differs(header, response(header) + " is in state '" + answer.state() + "', not 'recorded'");
        }
        if (answer.accountId() != account.id()) {
            differs(header, response(header) + " is an answer to account " + names.apply(answer.accountId()));
            return false;
        }
        if (!Objects.equals(header.slot(), answer.slot())) {
            differs(
                    header,
                    "recorded for " + slot(header.slot()) + ", " + response(header) + " was asked for "
                            + slot(answer.slot()));
        }
        return true;
    }

    private boolean compareTime(SnapshotHeader header, @Nullable Instant said) {
        if (header.responseTime().equals(said)) {
            return true;
        }
        differs(header, response(header) + " is the answer of " + said);
        return false;
    }

    /** Returns what the body says; null if it can't be believed or read. */
    private @Nullable Snapshot read(SnapshotHeader header, ArchivedAnswer answer, byte[] body) {
        if (!Arrays.equals(Sha256.of(body), answer.bodySha256())) {
            differs(header, "the body of " + response(header) + " is not the one that its body_sha256 was made of");
            return null;
        }
        if (source == null) {
            differs(header, "nothing here reads answers of the exchange '" + account.exchange() + "'");
            return null;
        }
        String otherwise;
        try {
            Reading reading = source.read(body, answer.receivedAt());
            if (reading instanceof Reading.Success success) {
                return success.snapshot();
            }
            otherwise = reading instanceof Reading.Failure failure
                    ? "it reports " + failure.statusCode() + ' ' + failure.message()
                    : ((Reading.Refusal) reading).reason();
        } catch (RuntimeException e) {
            log.error("Response {} can't be read, by a defect of this program", header.responseId(), e);
            otherwise = "the reader failed: " + e.getClass().getSimpleName();
        }
        differs(header, response(header) + " is no answer with balances: " + otherwise);
        return null;
    }

    private void compareWithSaid(SnapshotHeader header, List<SnapshotRow> rows, Snapshot said) {
        List<Balance> balances = said.balances();
        if (header.currencyCount() != balances.size()) {
            differs(
                    header,
                    "the snapshot counts " + header.currencyCount() + " currencies, the answer lists "
                            + balances.size());
        }
        if (!Arrays.equals(header.contentSha256(), said.contentSha256())) {
            differs(header, "content_sha256 is not that of the answer");
        }
        if (rows.isEmpty() && !balances.isEmpty()) {
            differs(header, "no balance is recorded, the answer lists " + balances.size());
            return;
        }
        Map<String, SnapshotRow> recorded = new HashMap<>();
        rows.forEach(row -> recorded.put(row.currency(), row));
        for (Balance balance : balances) {
            SnapshotRow row = recorded.remove(balance.currency());
            if (row == null) {
                differs(
                        header,
                        balance.currency(),
                        "not recorded, the answer says " + balance.total().toPlainString());
            } else {
                compareAmount(header, row.currency(), "", row.total(), balance.total());
                compareAmount(header, row.currency(), " available", row.available(), balance.available());
            }
        }
        for (SnapshotRow row : rows) {
            if (recorded.containsKey(row.currency())) {
                differs(header, row.currency(), "recorded " + row.total() + ", the answer does not list it");
            }
        }
    }

    /** By the digits, since 1.5 is not what an exchange has sent that sent 1.50. */
    private void compareAmount(SnapshotHeader header, String currency, String which, String recorded, BigDecimal said) {
        if (!recorded.equals(said.toPlainString())) {
            differs(
                    header,
                    currency,
                    "recorded " + recorded + which + ", the answer says " + said.toPlainString() + which);
        }
    }

    private void compareWithHeader(SnapshotHeader header, List<SnapshotRow> rows) {
        if (header.currencyCount() != rows.size()) {
            differs(
                    header,
                    "the snapshot counts " + header.currencyCount() + " currencies, balances recorded: " + rows.size());
        } else if (!Arrays.equals(header.contentSha256(), contentSha256(header, rows))) {
            differs(header, "the balances recorded are not those that content_sha256 was made of");
        }
    }

    private static byte @Nullable [] contentSha256(SnapshotHeader header, List<SnapshotRow> rows) {
        try {
            List<Balance> balances = rows.stream()
                    .map(row -> new Balance(row.currency(), Amount.read(row.total()), Amount.read(row.available())))
                    .toList();
            return new Snapshot(header.responseTime(), balances).contentSha256();
        } catch (IllegalArgumentException e) {
            // Nothing that an exchange could have sent.
            return null;
        }
    }

    private static String slot(@Nullable Instant slot) {
        return slot == null ? "no slot" : "the slot " + slot;
    }

    private static String response(SnapshotHeader header) {
        return "response " + header.responseId();
    }

    private void differs(SnapshotHeader header, String words) {
        found.accept(new Difference(account.name(), header.responseTime(), null, words));
    }

    private void differs(SnapshotHeader header, String currency, String words) {
        found.accept(new Difference(account.name(), header.responseTime(), currency, words));
    }
}
