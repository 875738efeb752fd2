package dev.balancehistory.importing;

import dev.balancehistory.balance.ResponseState;
import dev.balancehistory.importing.ImportLedger.Decision;
import dev.balancehistory.importing.ImportSession.Taken;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * The memory of a dry run, in a temporary table: the responses that the import would have written, those without a
 * snapshot without a time. It ends with the transaction that creates it.
 */
final class DryRunMemory {
    /** Each look-up has exactly one usable index, since the planner has no statistics of this table and would scan it. */
    static final String TABLE = """
            create temporary table import_memory (
                account_id     integer not null,
                response_time  timestamptz,
                content_sha256 bytea,
                body_sha256    bytea   not null
            ) on commit drop;
            create index on pg_temp.import_memory (account_id, response_time) where response_time is not null;
            create index on pg_temp.import_memory (account_id, body_sha256) where response_time is null;
            set local enable_hashjoin = off;
            set local enable_mergejoin = off
            """;

    static final String RECORDED = """
            select m.response_time, 0::bigint as response_id, m.content_sha256, m.body_sha256
              from pg_temp.import_memory m
             where m.account_id = ? and m.response_time = any (?)
            """;

    static final String ARCHIVED = """
            select m.body_sha256
              from pg_temp.import_memory m
             where m.account_id = ? and m.body_sha256 = any (?) and m.response_time is null
            """;

    private DryRunMemory() {}

    /** Adds the decisions on a batch. */
    static void add(Connection connection, List<Decision> decisions) throws SQLException {
        CopyRows rows = CopyRows.into(
                connection, "pg_temp.import_memory (account_id, response_time, content_sha256, body_sha256)");
        for (Decision decision : decisions) {
            Taken taken = decision.taken();
            if (!taken.alreadyRecorded()) {
                boolean recorded = taken.state() == ResponseState.RECORDED;
                rows.row(4)
                        .int4(taken.response().account().id())
                        .time(recorded ? taken.response().responseTime() : null)
                        .bytes(decision.contentSha256())
                        .bytes(taken.response().bodySha256());
            }
        }
        rows.end();
    }
}
