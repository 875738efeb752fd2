package dev.balancehistory.proof;

import dev.balancehistory.balance.Account;
import dev.balancehistory.balance.Amount;
import dev.balancehistory.balance.Balance;
import dev.balancehistory.balance.ResponseState;
import dev.balancehistory.balance.Sha256;
import dev.balancehistory.balance.Snapshot;
import dev.balancehistory.exchange.Adapters;
import dev.balancehistory.exchange.Reading;
import dev.balancehistory.exchange.ResponseReader;
import dev.balancehistory.history.ArchivedAnswer;
import dev.balancehistory.history.ArchivedAnswer.ArchivedBody;
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
    private final Adapters adapters;
    private final Consumer<Difference> found;

    SnapshotCheck(Account account, Adapters adapters, Consumer<Difference> found) {
        this.account = account;
        this.adapters = adapters;
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
        compareWithAnswer(header, answer);
        ArchivedBody body = answer.body();
        Snapshot said = body == null ? null : read(header, answer, body);
        if (said == null) {
            compareWithHeader(header, rows);
        } else {
            compareWithSaid(header, rows, said);
        }
        return body != null;
    }

    private void compareWithAnswer(SnapshotHeader header, ArchivedAnswer answer) {
        if (!answer.state().equals(ResponseState.RECORDED.word())) {
            differs(header, response(header) + " is in state '" + answer.state() + "', not 'recorded'");
        }
        if (!Objects.equals(header.slot(), answer.slot())) {
            differs(
                    header,
                    "recorded for " + slot(header.slot()) + ", " + response(header) + " was fetched for "
                            + slot(answer.slot()));
        }
        if (!header.responseTime().equals(answer.responseTime())) {
            differs(header, response(header) + " is archived with the response time " + answer.responseTime());
        }
        if (!header.timeSource().equals(answer.timeSource())) {
            differs(
                    header,
                    "its time source is " + header.timeSource() + ", that of " + response(header) + " "
                            + answer.timeSource());
        }
    }

    /** Returns what the body says; null if it can't be trusted or read, or is of another time. */
    private @Nullable Snapshot read(SnapshotHeader header, ArchivedAnswer answer, ArchivedBody body) {
        if (!Arrays.equals(Sha256.of(body.bytes()), answer.bodySha256())) {
            differs(header, "the body of " + response(header) + " is not the one that its body_sha256 was made of");
            return null;
        }
        ResponseReader reader = adapters.reader(answer.format());
        if (reader == null) {
            differs(header, "this version does not read the format '" + answer.format() + "' of " + response(header));
            return null;
        }
        String otherwise;
        try {
            Reading reading = reader.read(body.toBody(), answer.receivedAt());
            if (reading instanceof Reading.Success success) {
                return said(header, success);
            }
            otherwise = reading instanceof Reading.Failure failure
                    ? "it reports " + failure.status() + ' ' + failure.message()
                    : ((Reading.Refusal) reading).reason();
        } catch (IllegalArgumentException e) {
            otherwise = String.valueOf(e.getMessage());
        } catch (RuntimeException e) {
            log.error("Response {} can't be read because of a bug in this program", header.responseId(), e);
            otherwise = "the reader failed: " + e.getClass().getSimpleName();
        }
        differs(header, response(header) + " is no response with balances: " + otherwise);
        return null;
    }

    /** A response that does not say its time has the one that it was archived with. */
    private @Nullable Snapshot said(SnapshotHeader header, Reading.Success success) {
        Instant time = success.responseTime();
        if (time != null && !time.equals(header.responseTime())) {
            differs(header, response(header) + " is the response of " + time);
            return null;
        }
        return new Snapshot(header.responseTime(), success.balances());
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
        Map<Key, SnapshotRow> recorded = new HashMap<>();
        rows.forEach(row -> recorded.put(new Key(row.wallet(), row.currency()), row));
        for (Balance balance : balances) {
            SnapshotRow row = recorded.remove(new Key(balance.wallet(), balance.currency()));
            if (row == null) {
                differs(
                        header,
                        new Key(balance.wallet(), balance.currency()),
                        "not recorded, the answer says " + balance.total().toPlainString());
            } else {
                compareAmount(header, new Key(row.wallet(), row.currency()), "", row.total(), balance.total());
                compareAmount(
                        header,
                        new Key(row.wallet(), row.currency()),
                        " available",
                        row.available(),
                        balance.available());
            }
        }
        for (SnapshotRow row : rows) {
            Key key = new Key(row.wallet(), row.currency());
            if (recorded.containsKey(key)) {
                differs(header, key, "recorded " + row.total() + ", the answer does not list it");
            }
        }
    }

    /** By the digits, since 1.5 is not what an exchange has sent that sent 1.50. */
    private void compareAmount(SnapshotHeader header, Key currency, String which, String recorded, BigDecimal said) {
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
                    .map(row -> new Balance(
                            row.wallet(), row.currency(), Amount.read(row.total()), Amount.read(row.available())))
                    .toList();
            return new Snapshot(header.responseTime(), balances).contentSha256();
        } catch (IllegalArgumentException e) {
            // Nothing that an exchange could have sent.
            return null;
        }
    }

    /** What tells the rows of a snapshot apart. */
    private record Key(String wallet, String currency) {}

    private static String slot(@Nullable Instant slot) {
        return slot == null ? "no slot" : "the slot " + slot;
    }

    private static String response(SnapshotHeader header) {
        return "response " + header.responseId();
    }

    private void differs(SnapshotHeader header, String words) {
        found.accept(new Difference(account.name(), header.responseTime(), null, words));
    }

    private void differs(SnapshotHeader header, Key key, String words) {
        found.accept(new Difference(account.name(), header.responseTime(), key.wallet() + ' ' + key.currency(), words));
    }
}
