package dev.balancehistory.pack;

import dev.balancehistory.process.TextResource;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Moves balances and responses from chunks back into rows, a chunk in each transaction. */
final class Unpacking {
    private static final String NEXT_CHUNK = TextResource.of(Unpacking.class, "next-chunk.sql");
    private static final String LOCK_CHUNK = TextResource.of(Unpacking.class, "lock-chunk.sql");
    private static final String ADD_ROWS = TextResource.of(Unpacking.class, "add-rows.sql");
    private static final String ADD_RESPONSES = TextResource.of(Unpacking.class, "add-responses.sql");
    private static final String DELETE_SERIES = TextResource.of(Unpacking.class, "delete-series.sql");
    private static final String DELETE_CHUNK = TextResource.of(Unpacking.class, "delete-chunk.sql");

    private final JdbcClient database;
    private final TransactionTemplate transaction;

    Unpacking(DataSource dataSource) {
        this.database = JdbcClient.create(dataSource);
        this.transaction = new TransactionTemplate(new JdbcTransactionManager(dataSource));
    }

    /** The key of a chunk. */
    private record Key(int account, String first) {}

    /**
     * Unpacks everything.
     *
     * @param stopped ends it after the current chunk
     */
    Moved unpack(BooleanSupplier stopped) {
        Moved moved = Moved.NOTHING;
        Optional<Key> next = after(new Key(0, "-infinity"));
        while (next.isPresent() && !stopped.getAsBoolean()) {
            Key chunk = next.get();
            moved = moved.and(Objects.requireNonNull(transaction.execute(status -> move(chunk))));
            next = after(chunk);
        }
        return moved;
    }

    private Optional<Key> after(Key chunk) {
        return database.sql(NEXT_CHUNK)
                .param("account", chunk.account())
                .param("after", chunk.first())
                .query((row, number) -> new Key(row.getInt("account_id"), row.getString("first")))
                .optional();
    }

    private Moved move(Key chunk) {
        statement(LOCK_CHUNK, chunk).query(Integer.class).single();
        long balances = statement(ADD_ROWS, chunk).update();
        statement(ADD_RESPONSES, chunk).update();
        statement(DELETE_SERIES, chunk).update();
        return new Moved(statement(DELETE_CHUNK, chunk).query(Integer.class).single(), balances);
    }

    private JdbcClient.StatementSpec statement(String sql, Key chunk) {
        return database.sql(sql).param("account", chunk.account()).param("first", chunk.first());
    }
}
