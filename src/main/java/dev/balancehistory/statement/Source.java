package dev.balancehistory.statement;

import dev.balancehistory.database.Timestamps;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The snapshot that the opening or closing balances of an account are from.
 *
 * @param time the time that its balances are valid for
 * @param response the number of its response in the archive
 * @param sha256 the SHA-256 of that response, as hexadecimal digits; empty if it is unknown
 * @param origin {@code observed}, {@code spooled} or {@code imported}, as of the response; {@value #EXPORTED} for a
 *     snapshot that was made from an exported history
 */
record Source(Instant time, long response, String sha256, String origin) {
    private static final String EXPORTED = "exported";

    /**
     * Returns the opening or the closing snapshot of a row; null without one.
     *
     * @param kind {@code opening} or {@code closing}, with which its columns begin
     */
    static @Nullable Source in(ResultSet row, String kind) throws SQLException {
        Instant time = Timestamps.getNullable(row, kind + "_time");
        String sha256 = row.getString(kind + "_sha256");
        return time == null
                ? null
                : new Source(
                        time,
                        row.getLong(kind + "_response"),
                        Objects.requireNonNullElse(sha256, ""),
                        row.getString(kind + "_origin"));
    }

    boolean isExported() {
        return origin.equals(EXPORTED);
    }

    /** Returns the name of the text that states the origin. */
    String text() {
        return switch (origin) {
            case EXPORTED -> "source.exported";
            case "imported" -> "source.imported";
            default -> "source.exchange";
        };
    }
}
