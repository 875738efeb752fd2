package dev.balancehistory.verification;

import dev.balancehistory.database.Cursor;
import dev.balancehistory.process.TextResource;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Reads the responses without a snapshot, each with the content recorded for its time and slot. */
final class UnrecordedResponseReader implements Cursor.Reader<UnrecordedResponse> {
    static final String QUERY = TextResource.of(UnrecordedResponseReader.class, "unrecorded-response-reader.sql");

    private final ArchivedResponseReader responses;

    UnrecordedResponseReader(Connection connection) {
        this.responses = new ArchivedResponseReader(connection);
    }

    @Override
    public UnrecordedResponse read(ResultSet row) throws SQLException {
        return new UnrecordedResponse(
                responses.read(row), row.getBytes("recorded_sha256"), row.getBoolean("slot_recorded"));
    }
}
