package dev.balancehistory.archive;

import dev.balancehistory.database.Timestamps;
import dev.balancehistory.process.TextResource;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.JdbcOperations;

/** Reads which snapshots of the last 24 hours are there. It needs the right to read the views only. */
public final class CoverageQuery {
    private static final String COVERAGE = TextResource.of(CoverageQuery.class, "coverage-query.sql");

    private final JdbcOperations jdbc;

    public CoverageQuery(JdbcOperations jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Returns the coverage of these accounts, in order of their names, without those that were never recorded.
     *
     * @param accounts the accounts, with their status. A snapshot can be missing only where that has a number of missing
     *     ones
     * @param waiting the times of the responses in the spool, by account: these snapshots are not missing
     */
    public List<Coverage> of(List<AccountStatus> accounts, Map<String, List<Instant>> waiting) {
        return jdbc.query(
                COVERAGE,
                (row, number) ->
                        new Coverage(row.getString("account"), row.getString("cells"), Timestamps.get(row, "since")),
                accounts.stream().map(AccountStatus::account).toArray(String[]::new),
                accounts.stream().map(account -> account.missing() != null).toArray(Boolean[]::new),
                Waiting.accounts(waiting),
                Waiting.times(waiting));
    }
}
