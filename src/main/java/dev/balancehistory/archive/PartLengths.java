package dev.balancehistory.archive;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Converts the column {@code part_lengths} from and to the array of pgjdbc. */
public final class PartLengths {
    private PartLengths() {}

    /**
     * Returns the lengths; null for a response of one body. A null in the array, which only a superuser can store, is
     * -1.
     */
    public static int @Nullable [] get(ResultSet row) throws SQLException {
        Array lengths = row.getArray("part_lengths");
        return lengths == null
                ? null
                : Arrays.stream((Object[]) lengths.getArray())
                        .mapToInt(length -> length instanceof Integer bytes ? bytes : -1)
                        .toArray();
    }

    /** Returns the value for a parameter of the type {@code integer[]}. */
    static Integer @Nullable [] of(int @Nullable [] lengths) {
        return lengths == null ? null : Arrays.stream(lengths).boxed().toArray(Integer[]::new);
    }
}
