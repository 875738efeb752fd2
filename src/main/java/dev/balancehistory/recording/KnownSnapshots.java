package dev.balancehistory.recording;

import static dev.balancehistory.recording.SnapshotStore.setArray;

import dev.balancehistory.database.Timestamps;
import dev.balancehistory.recording.SnapshotStore.ReadResponse;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The recorded snapshots of accounts at some instants: their response times or their slots. */
final class KnownSnapshots {
    private final Map<Key, Known> byInstant = new HashMap<>();

    private KnownSnapshots() {}

    private record Key(int accountId, Instant instant) {}

    /** A snapshot, by its response and its content. */
    @SuppressWarnings("ArrayRecordComponent")
    record Known(long responseId, byte[] contentSha256) {}

    /**
     * Reads the snapshots at the instants of the responses.
     *
     * @param query the statement, given the accounts and the instants
     * @param instant returns the instant of a response; null to ignore it
     */
    static KnownSnapshots read(
            Connection connection,
            String query,
            List<ReadResponse> responses,
            Function<ReadResponse, @Nullable Instant> instant)
            throws SQLException {
        KnownSnapshots known = new KnownSnapshots();
        List<ReadResponse> wanted =
                responses.stream().filter(read -> instant.apply(read) != null).toList();
        if (wanted.isEmpty()) {
            return known;
        }
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            setArray(statement, 1, "int4", wanted, read -> read.response().accountId());
            setArray(statement, 2, "timestamptz", wanted, read -> Timestamps.ofNullable(instant.apply(read)));
            ResultSet row = statement.executeQuery();
            while (row.next()) {
                known.add(
                        row.getInt("account_id"),
                        Timestamps.get(row, "instant"),
                        new Known(row.getLong("response_id"), row.getBytes("content_sha256")));
            }
        }
        return known;
    }

    /** Returns the account's snapshot at the instant; null without one, or for null. */
    @Nullable
    Known find(int accountId, @Nullable Instant instant) {
        return instant == null ? null : byInstant.get(new Key(accountId, instant));
    }

    /** Adds a snapshot, unless its instant is null. */
    void add(int accountId, @Nullable Instant instant, Known snapshot) {
        if (instant != null) {
            byInstant.put(new Key(accountId, instant), snapshot);
        }
    }
}
