package dev.balancehistory.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.balancehistory.localexchange.Holdings;
import dev.balancehistory.report.HistoryWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The two reports about all snapshots together: what the accounts held in total, and the seals. */
class ExportTotalTest {
    private static final String TOTAL =
            "currency,balance,available_balance,locked_balance,accounts,accounts_expected,oldest_response_time";

    private final Workbench bench = Workbench.migrated();
    private final HistoryWriter history = new HistoryWriter(bench.database.sql());

    @AfterEach
    void close() {
        bench.close();
    }

    private void fill() {
        history.account("main", "1 hour", "2026-01-01T00:00:00Z");
        history.account("margin", null, "2026-01-01T00:00:00Z");
        history.account("new", null, "2026-01-01T00:00:00Z");
        history.snapshot("main", Instant.parse("2026-01-01T00:00:00.123Z"), "BTC 1.50 1.25", "ETH 1E-18 0");
        history.snapshot("main", Instant.parse("2026-01-02T00:00:00.123Z"), "BTC 2.00 2.00", "币安人生 7 7");
        history.snapshot(
                "margin",
                Instant.parse("2026-01-01T12:00:00Z"),
                "funding BTC 0.001 0.001",
                "trading BTC -3.5 -4",
                "trading USDT 100 90.50");
    }

    @Test
    void aTotalIsOverAccountsAndWalletsAndCountsTheAccountsWithoutASnapshot() {
        fill();

        assertThat(lines("export", "total"))
                .isEqualTo(lines("export", "total", "--at=2026-01-02T00:00:00.123Z"))
                .containsExactly(
                        TOTAL,
                        "BTC,-1.499,-1.999,0.500,2,3,2026-01-01T12:00:00.000Z",
                        "USDT,100,90.50,9.50,1,3,2026-01-01T12:00:00.000Z",
                        "币安人生,7,7,0,1,3,2026-01-02T00:00:00.123Z");
        assertThat(lines("export", "total", "--currency=BTC", "--no-header", "--delimiter=;"))
                .containsExactly("BTC;-1.499;-1.999;0.500;2;3;2026-01-01T12:00:00.000Z");
    }

    @Test
    void aTotalIsThatOfItsInstant() {
        fill();

        assertThat(lines("export", "total", "--at=2026-01-01T11:59:59.999Z"))
                .containsExactly(
                        TOTAL,
                        "BTC,1.50,1.25,0.25,1,3,2026-01-01T00:00:00.123Z",
                        "ETH,0.000000000000000001,0,0.000000000000000001,1,3,2026-01-01T00:00:00.123Z");
        assertThat(lines("export", "total", "--at=2026-01-01T12:00:00Z", "--currency=BTC"))
                .containsExactly(TOTAL, "BTC,-1.999,-2.749,0.750,2,3,2026-01-01T00:00:00.123Z");
        assertThat(lines("export", "total", "--at=2026-01-01T00:00:00.122Z"))
                .as("before the first snapshot, which is not zero")
                .containsExactly(TOTAL);
        assertThat(lines("export", "total", "--at=2026-01-01", "--zone=Asia/Seoul"))
                .containsExactly(TOTAL);
    }

    @Test
    void theSealsAreThoseThatTheRunsShow() {
        bench.account("main", Holdings.moving(1)).account("other", Holdings.seed());
        List<String> shown = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Workbench.Ended run = bench.run("record", "--account=main");
            assertThat(run.code()).as(run.err()).isZero();
            run.out()
                    .lines()
                    .filter(line -> line.startsWith("  newest seal: "))
                    .forEach(line -> shown.add(line.substring("  newest seal: ".length())));
        }
        assertThat(bench.run("record", "--account=other").code()).isZero();

        List<String> lines = lines("export", "seals");
        assertThat(lines.get(0)).isEqualTo("account,sequence,response_time,recorded_at,seal");
        assertThat(lines).hasSize(5);
        List<String[]> cells =
                lines.subList(1, 4).stream().map(line -> line.split(",")).toList();
        assertThat(cells.stream().map(cell -> cell[1] + " " + cell[4].substring(0, 16)))
                .containsExactlyElementsOf(shown);
        assertThat(cells).allSatisfy(cell -> {
            assertThat(cell[0]).isEqualTo("main");
            assertThat(cell[4]).matches("[0-9a-f]{64}");
            assertThat(cell[3]).matches("[0-9-]{10}T[0-9:]{8}\\.[0-9]{3}Z");
        });
        assertThat(lines.get(4)).startsWith("other,1,");

        String second = cells.get(1)[2];
        assertThat(lines("export", "seals", "--no-header", "--account=main", "--from=" + second))
                .isEqualTo(lines.subList(2, 4));
        assertThat(lines("export", "seals", "--no-header", "--account=main", "--to=" + second))
                .isEqualTo(lines.subList(1, 2));
    }

    private List<String> lines(String... command) {
        Workbench.Ended run = bench.run(command);
        assertThat(run.code()).as(run.err()).isZero();
        return run.out().lines().toList();
    }
}
