package dev.balancehistory.verification;

import dev.balancehistory.balance.Account;
import dev.balancehistory.balance.Amount;
import dev.balancehistory.balance.Balance;
import dev.balancehistory.balance.ResponseState;
import dev.balancehistory.balance.Snapshot;
import dev.balancehistory.exchange.Reading;
import dev.balancehistory.verification.ArchivedResponse.ArchivedBody;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Compares one snapshot of an account with its response: the facts of both, the header, and each row digit for digit.
 * Without a readable body, the rows have to match the header's hash.
 */
final class SnapshotCheck {
    private final Account account;
    private final ArchiveReader reader;
    private final Consumer<Difference> found;

    SnapshotCheck(Account account, ArchiveReader reader, Consumer<Difference> found) {
        this.account = account;
        this.reader = reader;
        this.found = found;
    }

    /** Compares; returns false if the response's body was deleted, so that the rows cannot be derived again. */
    boolean compare(SnapshotHeader header, List<SnapshotRow> rows) {
        ArchivedResponse response = header.response();
        if (response == null) {
            differs(header, response(header) + " is missing");
            compareWithHeader(header, rows);
            return true;
        }
        compareFacts(header, response);
        ArchivedBody body = response.body();
        Snapshot derived = body == null ? null : derive(header, response, body);
        if (derived == null) {
            compareWithHeader(header, rows);
        } else {
            compareWithDerived(header, rows, derived);
        }
        return body != null;
    }

    private void compareFacts(SnapshotHeader header, ArchivedResponse response) {
        if (!response.state().equals(ResponseState.RECORDED.code())) {
            differs(header, response(header) + " is in state '" + response.state() + "', not 'recorded'");
        }
        if (!Objects.equals(header.slot(), response.slot())) {
            differs(
                    header,
                    "recorded for " + slot(header.slot()) + ", " + response(header) + " was fetched for "
                            + slot(response.slot()));
        }
        if (!header.responseTime().equals(response.responseTime())) {
            differs(header, response(header) + " is archived with the response time " + response.responseTime());
        }
        if (!header.timeSource().equals(response.timeSource())) {
            differs(
                    header,
                    "recorded with the time source '" + header.timeSource() + "', " + response(header)
                            + " is archived with '" + response.timeSource() + "'");
        }
    }

    /** Returns the snapshot that the body gives; null if it gives none for this time. */
    private @Nullable Snapshot derive(SnapshotHeader header, ArchivedResponse response, ArchivedBody body) {
        Reading reading;
        try {
            reading = reader.read(response, body);
        } catch (UnreadableResponse e) {
            differs(header, response(header) + ' ' + e.getMessage());
            return null;
        }
        if (!(reading instanceof Reading.Success success)) {
            String reason = reading instanceof Reading.Failure failure
                    ? "it reports " + failure.status() + ' ' + failure.message()
                    : ((Reading.Malformed) reading).reason();
            differs(header, response(header) + " is no response with balances: " + reason);
            return null;
        }
        Instant time = success.responseTime();
        if (time != null && !time.equals(header.responseTime())) {
            differs(header, response(header) + " is the response of " + time);
            return null;
        }
        return new Snapshot(header.responseTime(), success.balances());
    }

    private void compareWithDerived(SnapshotHeader header, List<SnapshotRow> rows, Snapshot derived) {
        List<Balance> balances = derived.balances();
        if (header.currencyCount() != balances.size()) {
            differs(
                    header,
                    "the snapshot counts " + header.currencyCount() + " balances, the response lists "
                            + balances.size());
        }
        if (!Arrays.equals(header.contentSha256(), derived.contentSha256())) {
            differs(header, "content_sha256 is not that of the response");
        }
        if (rows.isEmpty() && !balances.isEmpty()) {
            differs(header, "no balance is recorded, the response lists " + balances.size());
            return;
        }
        Map<Key, SnapshotRow> recorded = new HashMap<>();
        for (SnapshotRow row : rows) {
            Key key = new Key(row.wallet(), row.currency());
            if (recorded.putIfAbsent(key, row) != null) {
                differs(header, key, "recorded once more, as " + row.total());
            }
        }
        for (Balance balance : balances) {
            Key key = new Key(balance.wallet(), balance.currency());
            SnapshotRow row = recorded.remove(key);
            if (row == null) {
                differs(
                        header,
                        key,
                        "not recorded, the response has " + balance.total().toPlainString());
            } else {
                compareAmount(header, key, "", row.total(), balance.total());
                compareAmount(header, key, " available", row.available(), balance.available());
            }
        }
        for (SnapshotRow row : rows) {
            Key key = new Key(row.wallet(), row.currency());
            if (recorded.containsKey(key)) {
                differs(header, key, "recorded " + row.total() + ", the response does not list it");
            }
        }
    }

    /** Compares the digits: an exchange that sent 1.50 did not send 1.5. */
    private void compareAmount(SnapshotHeader header, Key key, String which, String recorded, BigDecimal sent) {
        String digits = sent.toPlainString();
        if (!recorded.equals(digits)) {
            differs(header, key, "recorded " + recorded + which + ", the response has " + digits + which);
        }
    }

    private void compareWithHeader(SnapshotHeader header, List<SnapshotRow> rows) {
        if (header.currencyCount() != rows.size()) {
            differs(header, "the snapshot counts " + header.currencyCount() + " balances, recorded are " + rows.size());
        } else if (!Arrays.equals(header.contentSha256(), contentSha256(header, rows))) {
            differs(header, "content_sha256 is not that of the recorded balances");
        }
    }

    /** Returns null if no exchange can have sent such rows. */
    private static byte @Nullable [] contentSha256(SnapshotHeader header, List<SnapshotRow> rows) {
        try {
            List<Balance> balances = rows.stream()
                    .map(row -> new Balance(
                            row.wallet(), row.currency(), Amount.read(row.total()), Amount.read(row.available())))
                    .toList();
            return new Snapshot(header.responseTime(), balances).contentSha256();
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** Identifies a row of a snapshot. */
    private record Key(String wallet, String currency) {}

    private static String slot(@Nullable Instant slot) {
        return slot == null ? "no slot" : "the slot " + slot;
    }

    private static String response(SnapshotHeader header) {
        return "response " + header.responseId();
    }

    private void differs(SnapshotHeader header, String text) {
        found.accept(new Difference(account.name(), header.responseTime(), header.sequence(), null, text));
    }

    private void differs(SnapshotHeader header, Key key, String text) {
        String balance = key.wallet() + ' ' + key.currency();
        found.accept(new Difference(account.name(), header.responseTime(), header.sequence(), balance, text));
    }
}
