package dev.balancehistory.verification;

import dev.balancehistory.balance.Account;
import dev.balancehistory.balance.Balance;
import dev.balancehistory.balance.ResponseState;
import dev.balancehistory.balance.Snapshot;
import dev.balancehistory.exchange.Reading;
import dev.balancehistory.verification.ArchivedResponse.ArchivedBody;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Compares one snapshot of an account with its response: the facts of both, the header, and each row digit for digit.
 * Without a readable body, the rows have to match the header's hash.
 */
record SnapshotCheck(Account account, SnapshotHeader header, ArchiveReader reader, Consumer<Difference> found) {
    /** Compares; returns false if the response's body was deleted, so that the rows cannot be derived again. */
    boolean compare(List<SnapshotRow> rows) {
        ArchivedResponse response = header.response();
        if (response == null) {
            differs(response() + " is missing");
            compareWithHeader(rows);
            return true;
        }
        compareFacts(response);
        ArchivedBody body = response.body();
        Snapshot derived = body == null ? null : derive(response, body);
        if (derived == null) {
            compareWithHeader(rows);
        } else {
            compareWithDerived(rows, derived);
        }
        return body != null;
    }

    private void compareFacts(ArchivedResponse response) {
        if (!response.state().equals(ResponseState.RECORDED.code())) {
            differs(response() + " is in state '" + response.state() + "', not 'recorded'");
        }
        if (!Objects.equals(header.slot(), response.slot())) {
            differs("recorded for " + slot(header.slot()) + ", " + response() + " was fetched for "
                    + slot(response.slot()));
        }
        if (!header.responseTime().equals(response.responseTime())) {
            differs(response() + " is archived with the response time " + response.responseTime());
        }
        if (!header.timeSource().equals(response.timeSource())) {
            differs("recorded with the time source '" + header.timeSource() + "', " + response() + " is archived with '"
                    + response.timeSource() + "'");
        }
    }

    /** Returns the snapshot that the body gives; null if it gives none for this time. */
    private @Nullable Snapshot derive(ArchivedResponse response, ArchivedBody body) {
        Reading reading;
        try {
            reading = reader.read(response, body);
        } catch (UnreadableResponse e) {
            differs(response() + ' ' + e.getMessage());
            return null;
        }
        if (!(reading instanceof Reading.Success success)) {
            String reason = reading instanceof Reading.Failure failure
                    ? "it reports " + failure.status() + ' ' + failure.message()
                    : ((Reading.Malformed) reading).reason();
            differs(response() + " is no response with balances: " + reason);
            return null;
        }
        Instant time = success.responseTime();
        if (time != null && !time.equals(header.responseTime())) {
            differs(response() + " is the response of " + time);
            return null;
        }
        return new Snapshot(header.responseTime(), success.balances());
    }

    private void compareWithDerived(List<SnapshotRow> rows, Snapshot derived) {
        List<Balance> balances = derived.balances();
        if (header.currencyCount() != balances.size()) {
            differs("the snapshot counts " + header.currencyCount() + " balances, the response lists "
                    + balances.size());
        }
        if (!Arrays.equals(header.contentSha256(), derived.contentSha256())) {
            differs("content_sha256 is not that of the response");
        }
        if (rows.isEmpty() && !balances.isEmpty()) {
            differs("no balance is recorded, the response lists " + balances.size());
            return;
        }
        new RowCheck(this::differs).compare(rows, balances);
    }

    private void compareWithHeader(List<SnapshotRow> rows) {
        if (header.currencyCount() != rows.size()) {
            differs("the snapshot counts " + header.currencyCount() + " balances, recorded are " + rows.size());
        } else if (!Arrays.equals(header.contentSha256(), contentSha256(rows))) {
            differs("content_sha256 is not that of the recorded balances");
        }
    }

    /** Returns null if no exchange can have sent such rows. */
    private byte @Nullable [] contentSha256(List<SnapshotRow> rows) {
        try {
            List<Balance> balances = rows.stream().map(SnapshotRow::balance).toList();
            return new Snapshot(header.responseTime(), balances).contentSha256();
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static String slot(@Nullable Instant slot) {
        return slot == null ? "no slot" : "the slot " + slot;
    }

    private String response() {
        return "response " + header.responseId();
    }

    private void differs(String text) {
        differs(null, text);
    }

    private void differs(@Nullable String balance, String text) {
        found.accept(new Difference(account.name(), header.responseTime(), header.sequence(), balance, text));
    }
}
