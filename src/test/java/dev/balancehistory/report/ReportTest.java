package dev.balancehistory.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.balancehistory.report.Report.Option;
import java.sql.ResultSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The queries of the reports, with the rights of a reader. */
class ReportTest {
    private static ReportHistory history;

    @BeforeAll
    static void record() {
        history = new ReportHistory();
        history.account("main", "1 hour", "2026-01-01T00:00:00Z");
        history.account("other", null, "2026-01-01T00:00:00Z");
        history.snapshot("main", Instant.parse("2026-01-01T01:00:00Z"), "spot BTC 1.50 1", "trading BTC 2 2");
        history.snapshot("main", Instant.parse("2026-01-01T02:00:00Z"), "spot BTC 1 1", "spot ETH 3 3");
        history.snapshot("other", Instant.parse("2026-01-01T01:30:00Z"), "trading BTC 0.25 0");
        Map.of(
                        "from", "-infinity",
                        "to", "infinity",
                        "at", "2026-01-01T02:30:00Z",
                        "period", "day",
                        "zone", "UTC",
                        "accounts", "{}",
                        "currencies", "{}",
                        "spooled_accounts", "{}",
                        "spooled_times", "{}")
                .forEach(ReportTest::set);
    }

    private static void set(String setting, String value) {
        history.reader().queryForObject("select set_config(?, ?, false)", String.class, "report." + setting, value);
    }

    @AfterAll
    static void close() {
        history.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "HISTORY | account, exchange, response_time, wallet, currency, balance, available_balance,"
                        + " locked_balance, time_source, origin",
                "CLOSE | account, period_start, wallet, currency, balance, available_balance, locked_balance,"
                        + " response_time, snapshots",
                "LATEST | account, wallet, currency, balance, available_balance, locked_balance, response_time, age",
                "AS_OF | account, wallet, currency, balance, available_balance, locked_balance, response_time, age",
                "CHANGE | account, wallet, currency, opening_balance, closing_balance, change, opening_time, closing_time",
                "TOTAL | currency, balance, available_balance, locked_balance, accounts, accounts_expected,"
                        + " oldest_response_time",
                "GAPS | account, after, before, missing_snapshots, cause",
                "RUNS | job, started_at, ended_at, status, exit_code, responses, snapshots, rows, message",
                "SEALS | account, sequence, response_time, recorded_at, seal"
            })
    void aReportHasTheColumnsOfTheContractInTheirOrder(Report report, String columns) {
        List<String> names = history.reader().query(report.query(false, false, false), (ResultSet rows) -> {
            List<String> found = new ArrayList<>();
            for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                found.add(rows.getMetaData().getColumnName(i));
            }
            return found;
        });

        assertThat(names).containsExactly(columns.split(", "));
    }

    @ParameterizedTest
    @EnumSource
    void aReportCanBeFilteredByItsOptions(Report report) {
        set("accounts", "{other}");
        set("currencies", "{BTC}");
        try {
            boolean byAccount = report.takes(Option.ACCOUNT);
            List<String> rows = history.rows(report.query(byAccount, report.takes(Option.CURRENCY), false));

            assertThat(rows)
                    .noneMatch(row -> row.contains("ETH"))
                    .noneMatch(row -> byAccount && row.startsWith("main"));
        } finally {
            set("accounts", "{}");
            set("currencies", "{}");
        }
    }

    @Test
    void theHistoryIsInTheOrderOfItsKey() {
        assertThat(history.rows(Report.HISTORY.query(false, false, false)))
                .containsExactly(
                        "main | bitfront | 2026-01-01T01:00:00.000Z | spot | BTC | 1.50 | 1 | 0.50 | body | observed",
                        "main | bitfront | 2026-01-01T01:00:00.000Z | trading | BTC | 2 | 2 | 0 | body | observed",
                        "main | bitfront | 2026-01-01T02:00:00.000Z | spot | BTC | 1 | 1 | 0 | body | observed",
                        "main | bitfront | 2026-01-01T02:00:00.000Z | spot | ETH | 3 | 3 | 0 | body | observed",
                        "other | bitfront | 2026-01-01T01:30:00.000Z | trading | BTC | 0.25 | 0 | 0.25 | body | observed");
    }

    @Test
    void aTotalHasARowForEachCurrency() {
        assertThat(history.rows(Report.TOTAL.query(false, false, false)))
                .containsExactly(
                        "BTC | 1.25 | 1 | 0.25 | 2 | 2 | 2026-01-01T01:30:00.000Z",
                        "ETH | 3 | 3 | 0 | 1 | 2 | 2026-01-01T02:00:00.000Z");
    }

    @Test
    void theSealsAreInTheOrderOfTheirSequence() {
        assertThat(history.rows(Report.SEALS.query(false, false, false)))
                .hasSize(3)
                .satisfiesExactly(
                        row -> assertThat(row).startsWith("main | 1 | 2026-01-01T01:00:00.000Z | "),
                        row -> assertThat(row).startsWith("main | 2 | 2026-01-01T02:00:00.000Z | "),
                        row -> assertThat(row).startsWith("other | 1 | 2026-01-01T01:30:00.000Z | "))
                .allMatch(row -> row.matches(".* \\| [0-9a-f]{64}"));
    }
}
