package dev.balancehistory.recording;

import static dev.balancehistory.recording.TestHistory.NOON;
import static dev.balancehistory.recording.TestHistory.balance;
import static org.assertj.core.api.Assertions.assertThat;

import dev.balancehistory.balance.Account;
import dev.balancehistory.balance.RawResponse;
import dev.balancehistory.balance.ResponseState;
import dev.balancehistory.balance.Seal;
import dev.balancehistory.balance.Slot;
import dev.balancehistory.recording.RecordedSnapshot.Line;
import dev.balancehistory.recording.RunSnapshots.Entry;
import dev.balancehistory.recording.SnapshotStore.ReadResponse;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** The facts that a run reports of each account: its response, the snapshot for it and the changes. */
class RunSnapshotsTest {
    private static final Slot SLOT = new Slot(NOON);

    private static TestHistory test;
    private static RunSnapshots runs;
    private static SnapshotLines balances;

    private Account account;

    @BeforeAll
    static void open() {
        test = new TestHistory();
        runs = new RunSnapshots(new JdbcTemplate(test.pool));
        balances = new SnapshotLines(new JdbcTemplate(test.pool));
    }

    @BeforeEach
    void addAccount() {
        account = test.account();
    }

    @AfterAll
    static void close() {
        test.close();
    }

    @Test
    void theFirstSnapshotHasNothingToCompareWith() {
        ReadResponse read =
                test.record(account, null, NOON, balance("ETH", "2", "0.5"), balance("BTC", "1.50", "1.50"));

        Entry entry = of(read);

        assertThat(entry.state()).isEqualTo(ResponseState.RECORDED);
        assertThat(entry.reason()).isNull();
        assertThat(entry.responseId()).isEqualTo(read.response().id());
        assertThat(entry.snapshot().responseTime()).isEqualTo(NOON);
        assertThat(entry.snapshot().previousTime()).isNull();
        assertThat(lines(entry))
                .containsExactly(line("BTC", "1.50", "1.50", "0.00", null), line("ETH", "2", "0.5", "1.5", null));
    }

    @Test
    void theChangeIsSinceTheSnapshotBefore() {
        test.record(account, null, NOON, balance("BTC", "1", "1"), balance("XRP", "7.25", "7"));
        test.record(account, null, NOON.plusSeconds(2), balance("BTC", "100", "100"));
        ReadResponse read =
                test.record(account, null, NOON.plusSeconds(1), balance("BTC", "0.5", "0.5"), balance("ETH", "2", "2"));

        Entry entry = of(read);

        assertThat(entry.snapshot().previousTime()).isEqualTo(NOON);
        assertThat(lines(entry))
                .containsExactly(
                        line("BTC", "0.5", "0.5", "0.0", "-0.5"),
                        // Not reported before, which is not zero: there is no change to show.
                        line("ETH", "2", "2", "0", null),
                        // Not reported any more.
                        line("XRP", null, null, null, null));
    }

    @Test
    void anEmptySnapshotShowsTheCurrenciesThatAreNoLongerReported() {
        test.record(account, null, NOON, balance("BTC", "1", "1"));
        ReadResponse empty = test.record(account, null, NOON.plusSeconds(1));

        assertThat(lines(of(empty))).containsExactly(line("BTC", null, null, null, null));
        assertThat(of(empty).snapshot().currencies()).isZero();
        assertThat(of(empty).snapshot().previousCurrencies()).isOne();
    }

    @Test
    void aFirstEmptySnapshotHasNoLines() {
        ReadResponse empty = test.record(account, null, NOON);

        assertThat(of(empty).snapshot())
                .usingRecursiveComparison()
                .ignoringFields("newestSeal")
                .isEqualTo(new RecordedSnapshot(account.id(), NOON, null, Seal.none(), 0, 0, List.of(), List.of()));
        assertThat(lines(of(empty))).isEmpty();
    }

    @Test
    void aDuplicateShowsTheRecordedSnapshot() {
        test.record(account, null, NOON, balance("BTC", "1.0", "1.0"));
        ReadResponse again = test.record(account, null, NOON, balance("BTC", "1.0", "1.0"));

        Entry entry = of(again);

        assertThat(entry.state()).isEqualTo(ResponseState.DUPLICATE);
        assertThat(entry.reason()).contains("the same balances");
        assertThat(lines(entry)).containsExactly(line("BTC", "1.0", "1.0", "0.0", null));
    }

    @Test
    void aDuplicateOfASlotShowsTheSlotsSnapshot() {
        test.record(account, SLOT, NOON, balance("BTC", "1", "1"));
        ReadResponse later = test.record(account, SLOT, NOON.plusSeconds(1), balance("BTC", "2", "2"));

        assertThat(of(later).snapshot().responseTime()).isEqualTo(NOON);
        assertThat(lines(of(later))).containsExactly(line("BTC", "1", "1", "0", null));
    }

    @Test
    void theSnapshotOfTheTimeComesBeforeThatOfTheSlot() {
        test.record(account, SLOT, NOON.minusSeconds(1), balance("BTC", "1", "1"));
        test.record(account, null, NOON, balance("BTC", "2", "2"));
        ReadResponse both = test.record(account, SLOT, NOON, balance("BTC", "2", "2"));

        assertThat(of(both).snapshot().responseTime()).isEqualTo(NOON);
    }

    @Test
    void aConflictHasNoSnapshotOfItsOwn() {
        test.record(account, null, NOON, balance("BTC", "1", "1"));
        ReadResponse other = test.record(account, null, NOON, balance("BTC", "2", "2"));

        assertThat(of(other).state()).isEqualTo(ResponseState.CONFLICT);
        assertThat(of(other).snapshot()).isNull();
    }

    @Test
    void aRunFindsTheResponsesOfEarlierRunsForItsSlot() {
        ReadResponse earlier = test.record(account, SLOT, NOON, balance("BTC", "1", "1"));

        assertThat(runs.of(List.of(account), List.of(), SLOT).get(account.id()).responseId())
                .isEqualTo(earlier.response().id());
        assertThat(runs.of(List.of(account), List.of(), new Slot(NOON.plusMillis(1))))
                .isEmpty();
        assertThat(runs.of(List.of(account), List.of(), null)).isEmpty();
    }

    @Test
    void theNewestResponseCountsAndAFailedAttemptDoesNot() {
        ReadResponse old = test.read(account, null, NOON, balance("BTC", "1", "1"));
        ReadResponse current = test.read(account, null, NOON.plusSeconds(1), balance("BTC", "2", "2"));
        test.write(old, current);
        RawResponse failed = TestHistory.response(
                null, "5000", "INTERNAL ERROR", new byte[1], ResponseState.FAILED, "5000 INTERNAL ERROR");
        long failure = test.archive.inbox().add(account, null, 1, failed);

        assertThat(runs.of(
                                List.of(account),
                                List.of(old.response().id(), current.response().id(), failure),
                                null)
                        .get(account.id())
                        .responseId())
                .isEqualTo(current.response().id());
    }

    @Test
    void responsesOfOtherAccountsAreLeftOut() {
        Account other = test.account();
        ReadResponse mine = test.read(account, SLOT, NOON, balance("BTC", "1", "1"));
        ReadResponse theirs = test.read(other, SLOT, NOON, balance("BTC", "2", "2"));
        test.write(mine, theirs);
        List<Long> ids =
                Stream.of(mine, theirs).map(read -> read.response().id()).toList();

        Map<Integer, Entry> entries = runs.of(List.of(account), ids, SLOT);
        assertThat(entries).containsOnlyKeys(account.id());
        assertThat(runs.of(List.of(account, other), ids, SLOT)).containsOnlyKeys(account.id(), other.id());
        assertThat(balances.of(runs.of(List.of(other, account), ids, null).values().stream()
                        .map(Entry::snapshot)
                        .toList()))
                .containsOnly(
                        Map.entry(account.id(), List.of(line("BTC", "1", "1", "0", null))),
                        Map.entry(other.id(), List.of(line("BTC", "2", "2", "0", null))));
    }

    @Test
    void unusualAmountsAreReported() {
        ReadResponse read = test.record(
                account,
                null,
                NOON,
                balance("XRP", "1", "1.1"),
                balance("ETH", "1", "-0.1"),
                balance("BTC", "-1", "-1"),
                balance("LTC", "0", "0"),
                balance("ADA", "-1", "2"),
                balance("USDT", "1", "1"));

        RecordedSnapshot snapshot = of(read).snapshot();

        assertThat(snapshot.negative()).containsExactly("ADA (spot)", "BTC (spot)", "ETH (spot)");
        assertThat(snapshot.overdrawn()).containsExactly("XRP (spot)");
        assertThat(snapshot.currencies()).isEqualTo(6);
    }

    @Test
    void unusualAmountsAreReportedWhenTheyBegin() {
        test.record(
                account,
                null,
                NOON,
                balance("ADA", "-1", "-1"),
                balance("BTC", "1", "2"),
                balance("ETH", "1", "-1"),
                balance("XRP", "1", "2"),
                balance("LTC", "1", "1"));
        ReadResponse next = test.record(
                account,
                null,
                NOON.plusSeconds(1),
                balance("ADA", "-1.5", "-1.5"),
                balance("BTC", "-1", "-1"),
                balance("ETH", "1", "2"),
                balance("XRP", "2", "3"),
                balance("LTC", "-1", "-1"),
                balance("NEW", "-1", "-1"));

        RecordedSnapshot snapshot = of(next).snapshot();

        assertThat(snapshot.negative()).containsExactly("BTC (spot)", "LTC (spot)", "NEW (spot)");
        assertThat(snapshot.overdrawn()).containsExactly("ETH (spot)");
    }

    private static List<Line> lines(Entry entry) {
        return balances.of(List.of(entry.snapshot())).getOrDefault(entry.accountId(), List.of());
    }

    private Entry of(ReadResponse read) {
        return runs.of(List.of(account), List.of(read.response().id()), null).get(account.id());
    }

    private static Line line(String currency, String total, String available, String locked, String change) {
        return new Line("spot", currency, decimal(total), decimal(available), decimal(locked), decimal(change));
    }

    private static BigDecimal decimal(String text) {
        return text == null ? null : new BigDecimal(text);
    }
}
