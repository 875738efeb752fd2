package dev.balancehistory.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.balancehistory.report.HistoryWriter;
import dev.balancehistory.support.OtherZone;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A report explains on standard error what it does not contain. */
class EmptyReportTest {
    private static Workbench bench;

    @BeforeAll
    static void fill() {
        bench = new Workbench();
        HistoryWriter history = new HistoryWriter(bench.database.sql());
        history.account("main", null, "2026-01-01T00:00:00Z");
        history.account("new", null, "2026-01-01T00:00:00Z");
        history.snapshot("main", Instant.parse("2026-07-01T00:00:00.123Z"), "BTC 1 1", "USDT 2 2");
        history.snapshot("main", Instant.parse("2026-07-02T00:00:00Z"), "BTC 1 1", "USDT 2 2");
    }

    @AfterAll
    static void close() {
        bench.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            history --to=2026-07                        | history: 0 rows, because no snapshot is in the range: they are from 2026-07-01T00:00:00.123Z to 2026-07-02T00:00:00Z
            close --from=2027-01-01                     | close: 0 rows, because no snapshot is in the range: they are from 2026-07-01T00:00:00.123Z to 2026-07-02T00:00:00Z
            as-of --at=2026-07-01                       | as-of: 0 rows, because the first snapshot is of 2026-07-01T00:00:00.123Z
            latest --account=new                        | latest: 0 rows, because no snapshot is recorded
            history --account=new                       | history: 0 rows, because no snapshot is recorded
            moves --from=2026-07-02                     | moves: 0 rows, because no balance has changed
            locked                                      | locked: 0 rows, because nothing is locked
            runs                                        | runs: 0 rows, because no run started in the range
            """)
    void anEmptyReportStatesTheReason(String command, String reason) {
        Workbench.Ended run = bench.run(("export " + command).split(" "));

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).hasLineCount(1);
        assertThat(run.err()).isEqualTo(reason + "\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            history --currency=btc                      | history: no balance of 'btc' in this report (did you mean 'BTC'?)
            latest --currency=btc --currency=USDT       | latest: no balance of 'btc' in this report (did you mean 'BTC'?)
            total --currency=XMR                        | total: no balance of 'XMR' in this report
            close --currency=XMR                        | close: no balance of 'XMR' in this report
            change --currency=USD                       | change: no balance of 'USD' in this report (did you mean 'USDT'?)
            """)
    void aCurrencyThatIsAbsentIsNamed(String command, String line) {
        Workbench.Ended run = bench.run(("export " + command).split(" "));

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.err().lines()).contains(line);
    }

    @Test
    void aReportThatIsNotEmptyStatesNothing() {
        assertThat(bench.run("export", "history", "--currency=BTC", "--to=2027-01-01")
                        .err())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "close --from=2026-06-30, 78",
        "days --from=2026-06-30, 78",
        "history --from=2026-06-30, 78",
        "close --from=2026-06-30 --to=2026-07-01 --period=week, 78",
        "close --from=2026-06-20 --to=2026-06-21, 0"
    })
    void theRulesOfTheTimeZoneMustBeThoseOfTheServer(String command, int code) {
        OtherZone.withSummer("2026-07-01T12:00:00Z", "2026-07-02T12:00:00Z");

        Workbench.Ended run = bench.run(("export " + command + " --zone=Factory").split(" "));

        assertThat(run.code()).as(run.err()).isEqualTo(code);
        if (code == 78) {
            assertThat(run.out()).isEmpty();
            assertThat(run.err())
                    .hasLineCount(1)
                    .contains("Java and PostgreSQL disagree on the time zone Factory. At 2026-07-01T12");
        }
    }
}
