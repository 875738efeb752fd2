package dev.balancehistory.importing;

import dev.balancehistory.process.TextResource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * The memory of a dry run, in a temporary table: the responses that the import would have written, those without a
 * snapshot without a time. It ends with the transaction that creates it.
 */
final class DryRunMemory {
    /** Each look-up has exactly one usable index, since the planner has no statistics of this table and would scan it. */
    static final String TABLE = TextResource.of(DryRunMemory.class, "dry-run-memory-table.sql");

    static final String RECORDED = TextResource.of(DryRunMemory.class, "dry-run-memory-recorded.sql");

    static final String ARCHIVED = TextResource.of(DryRunMemory.class, "dry-run-memory-archived.sql");

    private DryRunMemory() {}

    /** Adds the decisions on a batch. */
    static void add(Connection connection, List<Decision> decisions) throws SQLException {
        CopyRows rows = CopyRows.into(
                connection, "pg_temp.import_memory (account_id, response_time, content_sha256, body_sha256)");
        for (Decision decision : decisions) {
            if (!decision.alreadyRecorded()) {
                boolean recorded = decision.addsSnapshot();
                ImportedResponse response = decision.response();
                rows.row(4)
                        .int4(decision.accountId())
                        .time(recorded ? response.responseTime() : null)
                        .bytes(recorded ? response.contentSha256() : null)
                        .bytes(response.bodySha256());
            }
        }
        rows.end();
    }
}
