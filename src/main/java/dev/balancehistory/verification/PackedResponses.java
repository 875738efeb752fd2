package dev.balancehistory.verification;

import dev.balancehistory.archive.PartLengths;
import dev.balancehistory.balance.ResponseState;
import dev.balancehistory.database.Cursor;
import dev.balancehistory.database.Timestamps;
import dev.balancehistory.process.TextResource;
import dev.balancehistory.verification.ArchivedResponse.ArchivedBody;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The packed responses of one account. Keeps the last chunk that was read: a look-up opens a whole chunk, and the next one
 * mostly needs the same.
 */
final class PackedResponses {
    private static final String QUERY = TextResource.of(PackedResponses.class, "packed-responses.sql");

    private final Connection connection;
    private final int account;
    private final Map<Instant, ArchivedResponse> chunk = new HashMap<>();

    PackedResponses(Connection connection, int account) {
        this.connection = connection;
        this.account = account;
    }

    /** Returns the packed response of the snapshot of that time; null if it has no packed response. */
    @Nullable
    ArchivedResponse at(Instant time) throws SQLException {
        if (!chunk.containsKey(time)) {
            chunk.clear();
            try (PreparedStatement statement = connection.prepareStatement(QUERY)) {
                Cursor.transferBinary(statement);
                statement.setInt(1, account);
                statement.setString(2, time.toString());
                statement.setInt(3, account);
                ResultSet row = statement.executeQuery();
                while (row.next()) {
                    Instant place = Timestamps.get(row, "response_time");
                    chunk.put(place, response(row, place));
                }
            }
        }
        return chunk.get(time);
    }

    private ArchivedResponse response(ResultSet row, Instant time) throws SQLException {
        byte[] body = row.getBytes("body");
        return new ArchivedResponse(
                row.getLong("response_id"),
                account,
                Timestamps.getNullable(row, "slot"),
                time.plus(row.getLong("received"), ChronoUnit.MICROS),
                time,
                row.getString("time_source"),
                row.getString("format"),
                ResponseState.RECORDED.code(),
                body == null ? null : new ArchivedBody(body, PartLengths.get(row)),
                row.getBytes("body_sha256"));
    }
}
