package dev.balancehistory.database;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Converts instants from and to pgjdbc's values for {@code timestamptz}. */
public final class Timestamps {
    private Timestamps() {}

    public static OffsetDateTime of(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    public static @Nullable OffsetDateTime ofNullable(@Nullable Instant instant) {
        return instant == null ? null : of(instant);
    }

    public static Instant get(ResultSet row, String column) throws SQLException {
        return Objects.requireNonNull(getNullable(row, column), column);
    }

    public static @Nullable Instant getNullable(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
