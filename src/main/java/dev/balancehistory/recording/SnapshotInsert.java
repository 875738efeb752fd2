package dev.balancehistory.recording;

import static dev.balancehistory.recording.SnapshotStore.setArray;

import dev.balancehistory.balance.Balance;
import dev.balancehistory.database.Storable;
import dev.balancehistory.database.Timestamps;
import dev.balancehistory.process.TextResource;
import dev.balancehistory.recording.SnapshotDecisions.Final;
import dev.balancehistory.recording.SnapshotDecisions.Link;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;

/** Writes the decisions, that is headers, rows and final states, in one round trip. */
final class SnapshotInsert {
    private static final String WRITE = TextResource.of(SnapshotInsert.class, "snapshot-insert.sql");

    private SnapshotInsert() {}

    /** A row to write, and its response. */
    private record Row(long responseId, Balance balance) {}

    static void write(Connection connection, SnapshotDecisions decisions) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(WRITE)) {
            bindHeaders(statement, decisions.links());
            bindRows(statement, decisions.links());
            bindStates(statement, decisions.finals());
            statement.execute();
        }
    }

    private static void bindHeaders(PreparedStatement statement, List<Link> links) throws SQLException {
        setArray(statement, 1, "int4", links, link -> link.response().accountId());
        setArray(
                statement,
                2,
                "timestamptz",
                links,
                link -> Timestamps.of(link.snapshot().responseTime()));
        setArray(
                statement,
                3,
                "timestamptz",
                links,
                link -> Timestamps.ofNullable(link.response().slot()));
        setArray(statement, 4, "int8", links, link -> link.response().id());
        setArray(statement, 5, "text", links, link -> link.response().timeSource());
        setArray(statement, 6, "int4", links, link -> link.snapshot().balances().size());
        setHashes(statement, 7, links, Link::contentSha256);
        setArray(statement, 8, "int8", links, link -> link.seal().sequence());
        setHashes(statement, 9, links, link -> link.seal().value());
    }

    private static void bindRows(PreparedStatement statement, List<Link> links) throws SQLException {
        List<Row> rows = links.stream()
                .flatMap(link -> link.snapshot().balances().stream()
                        .map(balance -> new Row(link.response().id(), balance)))
                .toList();
        setArray(statement, 10, "int8", rows, Row::responseId);
        setArray(statement, 11, "text", rows, row -> row.balance().wallet());
        setArray(statement, 12, "text", rows, row -> row.balance().currency());
        setArray(statement, 13, "numeric", rows, row -> row.balance().total());
        setArray(statement, 14, "numeric", rows, row -> row.balance().available());
        setArray(statement, 15, "int4", links, link -> link.response().accountId());
        setArray(
                statement,
                16,
                "timestamptz",
                links,
                link -> Timestamps.of(link.snapshot().responseTime()));
        setArray(statement, 17, "int8", links, link -> link.response().id());
    }

    private static void bindStates(PreparedStatement statement, List<Final> finals) throws SQLException {
        setArray(statement, 18, "int4", finals, f -> f.response().accountId());
        setArray(statement, 19, "int8", finals, f -> f.finished().id());
        setArray(statement, 20, "text", finals, f -> f.finished().state().code());
        setArray(statement, 21, "text", finals, f -> Storable.text(f.finished().reason()));
    }

    /** Binds hashes, which the driver accepts only as an array of byte arrays. */
    private static <T> void setHashes(PreparedStatement statement, int index, List<T> items, Function<T, byte[]> column)
            throws SQLException {
        byte[][] hashes = items.stream().map(column).toArray(byte[][]::new);
        statement.setArray(index, statement.getConnection().createArrayOf("bytea", hashes));
    }
}
