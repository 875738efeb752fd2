package dev.balancehistory.importing;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.postgresql.util.ByteConverter;

/**
 * Writes rows into a table by PostgreSQL's binary COPY, with bytes and digits unchanged. After {@link #row}, the values
 * of all columns must follow in order.
 */
final class CopyRows {
    private static final byte[] SIGNATURE = "PGCOPY\n\377\r\n\0".getBytes(StandardCharsets.ISO_8859_1);
    private static final int NULL = -1;
    private static final short END = -1;
    private static final int BATCH = 64 << 10;

    // 2000-01-01T00:00:00Z.
    private static final long EPOCH_SECOND = 946_684_800;

    private static final long MICROS = 1_000_000;
    private static final int NANOS = 1_000;

    private final BinaryNumeric numeric = new BinaryNumeric();
    private final CopyIn copy;
    private final ByteBuffer buffer = ByteBuffer.allocate(BATCH);

    private CopyRows(CopyIn copy) {
        this.copy = copy;
    }

    /**
     * @param target a table and its columns, as in {@code balance (account_id, currency)}
     */
    static CopyRows into(Connection connection, String target) throws SQLException {
        CopyRows rows = new CopyRows(connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyIn("copy " + target + " from stdin (format binary)"));
        rows.buffer.put(SIGNATURE).putInt(0).putInt(0);
        return rows;
    }

    CopyRows row(int columns) throws SQLException {
        room(Short.BYTES).putShort((short) columns);
        return this;
    }

    CopyRows int4(int value) throws SQLException {
        room(2 * Integer.BYTES).putInt(Integer.BYTES).putInt(value);
        return this;
    }

    CopyRows int8(long value) throws SQLException {
        room(Integer.BYTES + Long.BYTES).putInt(Long.BYTES).putLong(value);
        return this;
    }

    CopyRows text(@Nullable String value) throws SQLException {
        return bytes(value == null ? null : value.getBytes(StandardCharsets.UTF_8));
    }

    CopyRows time(@Nullable Instant value) throws SQLException {
        // Not ChronoUnit.MICROS, whose nanoseconds overflow in the year 2292.
        return value == null
                ? nothing()
                : int8(Math.multiplyExact(value.getEpochSecond() - EPOCH_SECOND, MICROS) + value.getNano() / NANOS);
    }

    /** Writes all digits, including trailing zeros: 1.50 stays 1.50. */
    CopyRows number(BigDecimal value) throws SQLException {
        BigDecimal plain = value.scale() < 0 ? value.setScale(0) : value;
        if (!BinaryNumeric.fits(plain)) {
            return bytes(ByteConverter.numeric(plain));
        }
        numeric.put(plain, room(BinaryNumeric.MOST_BYTES));
        return this;
    }

    CopyRows bytes(byte @Nullable [] value) throws SQLException {
        if (value == null) {
            return nothing();
        }
        room(Integer.BYTES).putInt(value.length);
        if (value.length <= BATCH) {
            room(value.length).put(value);
        } else {
            send();
            copy.writeToCopy(value, 0, value.length);
        }
        return this;
    }

    CopyRows nothing() throws SQLException {
        room(Integer.BYTES).putInt(NULL);
        return this;
    }

    /** Sends the remaining rows. The table then has all rows, or the statement fails. */
    void end() throws SQLException {
        room(Short.BYTES).putShort(END);
        send();
        copy.endCopy();
    }

    /** Cancels the COPY, unless it has ended. */
    void giveUp() throws SQLException {
        if (copy.isActive()) {
            copy.cancelCopy();
        }
    }

    private ByteBuffer room(int bytes) throws SQLException {
        if (buffer.remaining() < bytes) {
            send();
        }
        return buffer;
    }

    private void send() throws SQLException {
        copy.writeToCopy(buffer.array(), 0, buffer.position());
        buffer.clear();
    }
}
