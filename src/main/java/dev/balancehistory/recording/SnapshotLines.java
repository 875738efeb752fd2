package dev.balancehistory.recording;

import static dev.balancehistory.recording.SnapshotStore.setArray;

import dev.balancehistory.database.Timestamps;
import dev.balancehistory.process.TextResource;
import dev.balancehistory.recording.RecordedSnapshot.Line;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.jdbc.core.JdbcOperations;

/** Reads the balances of snapshots and their changes from the history. */
final class SnapshotLines {
    static final String LINES = TextResource.of(SnapshotLines.class, "snapshot-lines.sql");

    private final JdbcOperations jdbc;

    SnapshotLines(JdbcOperations jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Returns the balances of these and the previous snapshots, by account, in order of wallets and currencies. An
     * account with two empty snapshots has no entry.
     */
    Map<Integer, List<Line>> of(List<RecordedSnapshot> snapshots) {
        Map<Integer, List<Line>> lines = new HashMap<>();
        jdbc.query(LINES, (PreparedStatement statement) -> bind(statement, snapshots), row -> {
            lines.computeIfAbsent(row.getInt("account_id"), id -> new ArrayList<>())
                    .add(line(row));
        });
        return lines;
    }

    static void bind(PreparedStatement statement, List<RecordedSnapshot> snapshots) throws SQLException {
        List<Moment> moments = snapshots.stream().flatMap(Moment::of).toList();
        setArray(statement, 1, "int4", moments, Moment::accountId);
        setArray(statement, 2, "timestamptz", moments, moment -> Timestamps.of(moment.responseTime()));
        setArray(statement, 3, "bool", moments, Moment::isNew);
    }

    /** A snapshot to read, new or previous. */
    private record Moment(int accountId, Instant responseTime, boolean isNew) {
        static Stream<Moment> of(RecordedSnapshot snapshot) {
            Stream<Moment> its = Stream.of(new Moment(snapshot.accountId(), snapshot.responseTime(), true));
            Instant before = snapshot.previousTime();
            return before == null
                    ? its
                    : Stream.concat(its, Stream.of(new Moment(snapshot.accountId(), before, false)));
        }
    }

    private static Line line(ResultSet row) throws SQLException {
        return new Line(
                row.getString("wallet"),
                row.getString("currency"),
                row.getBigDecimal("balance"),
                row.getBigDecimal("available_balance"),
                row.getBigDecimal("locked_balance"),
                row.getBigDecimal("change"));
    }
}
