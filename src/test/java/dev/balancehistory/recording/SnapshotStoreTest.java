package dev.balancehistory.recording;

import static dev.balancehistory.recording.TestHistory.NOON;
import static dev.balancehistory.recording.TestHistory.balance;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import dev.balancehistory.archive.FinishedResponse;
import dev.balancehistory.balance.Account;
import dev.balancehistory.balance.Balance;
import dev.balancehistory.balance.ResponseState;
import dev.balancehistory.balance.Slot;
import dev.balancehistory.recording.SnapshotStore.ReadResponse;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.TimeZone;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** A snapshot is written whole, exactly and once, or its response has the reason. */
class SnapshotStoreTest {
    private static final Slot SLOT = new Slot(NOON);

    private static TestHistory test;
    private static JdbcTemplate sql;

    private Account account;

    @BeforeAll
    static void open() {
        test = new TestHistory();
        sql = new JdbcTemplate(test.pool);
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
    @Tag("I1")
    void aSnapshotIsWrittenWithItsHeaderAndItsResponseIsFinished() {
        ReadResponse read = test.read(
                account,
                SLOT,
                Instant.ofEpochMilli(1525239801363L),
                balance("BCH", "1000000000", "1000000000"),
                balance("XRP", "1000003043.7", "1000002063.7"),
                balance("ETH", "1000107794.9999858", "1000107794.9999858"),
                balance("BTC", "3999974992.35615", "3999970806.72614"),
                balance("USDT", "1000000000", "999998671.673"));

        assertThat(test.write(read)).containsExactly(new FinishedResponse(id(read), ResponseState.RECORDED, null));

        assertThat(rows())
                .containsExactly(
                        "2018-05-02 05:43:21.363+00 BCH 1000000000 1000000000",
                        "2018-05-02 05:43:21.363+00 BTC 3999974992.35615 3999970806.72614",
                        "2018-05-02 05:43:21.363+00 ETH 1000107794.9999858 1000107794.9999858",
                        "2018-05-02 05:43:21.363+00 USDT 1000000000 999998671.673",
                        "2018-05-02 05:43:21.363+00 XRP 1000003043.7 1000002063.7");
        assertThat(headers()).containsExactly("2018-05-02 05:43:21.363+00 2026-01-01 12:00:00+00 5 " + id(read));
        assertThat(state(read)).isEqualTo("recorded");
    }

    @ParameterizedTest
    @Tag("I3")
    @CsvSource({
        "0, 0",
        "-0, 0",
        "0.00, 0.00",
        "1.50, 1.50",
        "1E+2, 100",
        "1E-30, 0.000000000000000000000000000001",
        "-12.5, -12.5",
        "9999999999999999999999999999999999999999, 9999999999999999999999999999999999999999",
        "-9999999999999999999999999999999999999999.999999999999999999999999999999,"
                + " -9999999999999999999999999999999999999999.999999999999999999999999999999",
        "1E+39, 1000000000000000000000000000000000000000",
        "123456789012345678.123456789, 123456789012345678.123456789"
    })
    void anAmountIsStoredDigitForDigit(String sent, String stored) {
        test.record(account, null, NOON, balance("BTC", sent, sent));

        assertThat(texts("select balance || ' ' || available_balance from balance where account_id = ?"))
                .containsExactly(stored + " " + stored);
        assertThat(sql.queryForObject(
                        "select balance from balance where account_id = ?", BigDecimal.class, account.id()))
                .isEqualByComparingTo(sent);
    }

    @ParameterizedTest
    @Tag("T7")
    @ValueSource(strings = {"America/Los_Angeles", "Asia/Kathmandu", "UTC"})
    void theTimeZoneOfTheMachineDoesNotChangeTheTimes(String zone) {
        Instant time = Instant.parse("2026-03-08T10:30:00.001Z");
        Slot slot = new Slot(Instant.parse("2026-03-08T10:00:00.999Z"));
        TimeZone before = TimeZone.getDefault();
        TimeZone.setDefault(TimeZone.getTimeZone(zone));
        try {
            DataSource dataSource = test.database.dataSource();
            ReadResponse read =
                    TestHistory.read(TestHistory.archive(dataSource), account, slot, time, balance("BTC", "1", "1"));
            TestHistory.write(dataSource, read);

            assertThat(new RunSnapshots(new JdbcTemplate(dataSource))
                            .of(List.of(account), List.of(id(read)), null)
                            .get(account.id())
                            .snapshot()
                            .responseTime())
                    .isEqualTo(time);
        } finally {
            TimeZone.setDefault(before);
        }
        assertThat(texts("select to_char(response_time at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS.US') || ' '"
                        + " || to_char(slot at time zone 'UTC', 'HH24:MI:SS.US') from snapshot where account_id = ?"))
                .containsExactly("2026-03-08 10:30:00.001000 10:00:00.999000");
    }

    @Test
    @Tag("H10")
    void anEmptySnapshotHasAHeaderAndNoRows() {
        ReadResponse read = test.read(account, null, NOON);

        assertThat(test.write(read)).extracting(FinishedResponse::state).containsExactly(ResponseState.RECORDED);

        assertThat(headers()).containsExactly("2026-01-01 12:00:00+00 null 0 " + id(read));
        assertThat(rows()).isEmpty();
    }

    @Test
    @Tag("T2")
    @Tag("I2")
    void aRepeatedResponseIsADuplicate() {
        ReadResponse first = test.record(account, null, NOON, balance("BTC", "1.0", "1"), balance("ETH", "2", "2"));
        // The same content, though in another order.
        ReadResponse second = test.read(account, null, NOON, balance("ETH", "2", "2"), balance("BTC", "1.0", "1"));

        assertThat(test.write(second))
                .containsExactly(new FinishedResponse(
                        id(second),
                        ResponseState.DUPLICATE,
                        "response " + id(first) + " has recorded the same balances for the same response time"));

        assertThat(rows()).containsExactly("2026-01-01 12:00:00+00 BTC 1.0 1", "2026-01-01 12:00:00+00 ETH 2 2");
        assertThat(headers()).hasSize(1);
    }

    @Test
    @Tag("T3")
    @Tag("I3")
    void otherDigitsAreOtherContent() {
        test.record(account, null, NOON, balance("BTC", "1.0", "1"));

        assertThat(test.write(test.read(account, null, NOON, balance("BTC", "1", "1"))))
                .extracting(FinishedResponse::state)
                .containsExactly(ResponseState.CONFLICT);
        assertThat(rows()).containsExactly("2026-01-01 12:00:00+00 BTC 1.0 1");
    }

    @Test
    @Tag("T3")
    @Tag("I5")
    void otherContentForTheSameTimeIsAConflictAndOverwritesNothing() {
        ReadResponse first = test.record(account, null, NOON, balance("BTC", "1", "1"));
        ReadResponse second = test.read(account, SLOT, NOON, balance("BTC", "2", "1"), balance("ETH", "2", "2"));

        assertThat(test.write(second))
                .containsExactly(new FinishedResponse(
                        id(second),
                        ResponseState.CONFLICT,
                        "response " + id(first) + " has recorded other balances for the same response time"));

        assertThat(rows()).containsExactly("2026-01-01 12:00:00+00 BTC 1 1");
        assertThat(headers()).containsExactly("2026-01-01 12:00:00+00 null 1 " + id(first));
        assertThat(state(second)).isEqualTo("conflict");
        assertThat(texts("select convert_from(body, 'UTF8') from balance_response where account_id = ? order by 1"))
                .hasSize(2)
                .doesNotContainNull();
    }

    @Test
    void aSlotIsRecordedOnce() {
        ReadResponse first = test.record(account, SLOT, NOON, balance("BTC", "1", "1"));
        ReadResponse later = test.read(account, SLOT, NOON.plusMillis(1), balance("BTC", "2", "2"));

        assertThat(test.write(later))
                .containsExactly(new FinishedResponse(
                        id(later),
                        ResponseState.DUPLICATE,
                        "response " + id(first) + " has recorded the slot already"));

        assertThat(headers()).hasSize(1);
    }

    @Test
    void theSameSlotAndTheSameTimeIsADuplicate() {
        ReadResponse first = test.record(account, SLOT, NOON, balance("BTC", "1", "1"));
        ReadResponse again = test.read(account, SLOT, NOON, balance("BTC", "1", "1"));

        assertThat(test.write(again))
                .extracting(FinishedResponse::reason)
                .first()
                .asString()
                .contains("the same balances");
    }

    @Test
    void anotherAccountMayHaveTheSameSlotAndTime() {
        Account other = test.account();

        assertThat(test.write(
                        test.read(account, SLOT, NOON, balance("BTC", "1", "1")),
                        test.read(other, SLOT, NOON, balance("BTC", "1", "1"))))
                .extracting(FinishedResponse::state)
                .containsOnly(ResponseState.RECORDED);
    }

    @Test
    void theFirstOfSeveralResponsesInABatchIsRecorded() {
        ReadResponse first = test.read(account, SLOT, NOON, balance("BTC", "1", "1"));
        ReadResponse same = test.read(account, null, NOON, balance("BTC", "1", "1"));
        ReadResponse other = test.read(account, null, NOON, balance("BTC", "2", "2"));
        ReadResponse sameSlot = test.read(account, SLOT, NOON.minusMillis(1), balance("BTC", "2", "2"));

        assertThat(test.write(sameSlot, other, same, first))
                .extracting(FinishedResponse::id, FinishedResponse::state)
                .containsExactlyInAnyOrder(
                        tuple(id(first), ResponseState.RECORDED),
                        tuple(id(same), ResponseState.DUPLICATE),
                        tuple(id(other), ResponseState.CONFLICT),
                        tuple(id(sameSlot), ResponseState.DUPLICATE));

        assertThat(rows()).containsExactly("2026-01-01 12:00:00+00 BTC 1 1");
    }

    @Test
    void aResponseThatAnotherRunHasFinishedIsLeftOut() {
        ReadResponse read = test.record(account, null, NOON, balance("BTC", "1", "1"));

        assertThat(test.write(read)).isEmpty();
        assertThat(headers()).hasSize(1);
    }

    @Test
    @Tag("D11")
    void aSnapshotMissingFromARestoredBackupIsRecordedAgain() {
        test.record(account, SLOT, NOON, balance("BTC", "1", "1"));
        sql.execute("alter table snapshot disable trigger user;"
                + " alter table balance disable trigger user; delete from balance where account_id = " + account.id()
                + "; delete from snapshot where account_id = " + account.id()
                + "; alter table snapshot enable always trigger append_only;"
                + " alter table snapshot enable always trigger never_truncate;"
                + " alter table balance enable always trigger append_only;"
                + " alter table balance enable always trigger never_truncate");

        assertThat(test.write(test.read(account, SLOT, NOON, balance("BTC", "1", "1"))))
                .extracting(FinishedResponse::state)
                .containsExactly(ResponseState.RECORDED);
        assertThat(rows()).hasSize(1);
    }

    @Test
    void anEmptyBatchWritesNothing() {
        assertThat(test.write()).isEmpty();
    }

    @Test
    @Tag("I1")
    void aTransactionThatIsRolledBackLeavesNothing() {
        ReadResponse read = test.read(account, SLOT, NOON, balance("BTC", "1", "1"));

        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> new TransactionTemplate(test.archive.transactionManager())
                        .executeWithoutResult(status -> {
                            test.snapshots.write(List.of(read));
                            throw new IllegalStateException("something after it fails");
                        }));

        assertThat(headers()).isEmpty();
        assertThat(rows()).isEmpty();
        assertThat(state(read)).isEqualTo("received");
        assertThat(test.write(read)).extracting(FinishedResponse::state).containsExactly(ResponseState.RECORDED);
    }

    @Test
    void aHundredResponsesOfFiftyCurrenciesAreWrittenAtOnce() {
        Balance[] balances = IntStream.range(0, 50)
                .mapToObj(i -> balance("C" + i, i + ".000000000000000001", "0"))
                .toArray(Balance[]::new);
        ReadResponse[] responses = IntStream.range(0, 100)
                .mapToObj(i -> test.read(account, new Slot(NOON.plusSeconds(i)), NOON.plusSeconds(i), balances))
                .toArray(ReadResponse[]::new);

        assertThat(test.write(responses))
                .hasSize(100)
                .extracting(FinishedResponse::state)
                .containsOnly(ResponseState.RECORDED);

        assertThat(texts("""
                        select count(*) || ' ' || sum(currency_count) || ' ' || (select count(*) from balance b
                                                                                  where b.account_id = s.account_id)
                          from snapshot s where account_id = ? group by account_id
                        """)).containsExactly("100 5000 5000");
        assertThat(texts("""
                        select response_time::text from snapshot s
                         where account_id = ?
                           and currency_count <> (select count(*) from balance b
                                                   where b.account_id = s.account_id
                                                     and b.response_time = s.response_time)
                        """)).isEmpty();
    }

    private static long id(ReadResponse read) {
        return read.response().id();
    }

    private static String state(ReadResponse read) {
        return sql.queryForObject("select state from balance_response where response_id = ?", String.class, id(read));
    }

    private List<String> rows() {
        return texts("select concat_ws(' ', response_time at time zone 'UTC' || '+00', currency, balance,"
                + " available_balance) from balance where account_id = ? order by response_time, currency");
    }

    private List<String> headers() {
        return texts("select concat_ws(' ', response_time at time zone 'UTC' || '+00',"
                + " coalesce(slot at time zone 'UTC' || '+00', 'null'), currency_count, response_id)"
                + " from snapshot where account_id = ? order by response_time");
    }

    private List<String> texts(String query) {
        return sql.queryForList(query, String.class, account.id());
    }

    @Test
    void aResponseIsFinishedOnce() {
        ReadResponse rejected = unusable(test.read(account, null, NOON), ResponseState.REJECTED, "no array");

        assertThat(test.write(rejected))
                .containsExactly(new FinishedResponse(id(rejected), ResponseState.REJECTED, "no array"));
        assertThat(test.write(unusable(rejected, ResponseState.FAILED, "again")))
                .isEmpty();

        assertThat(texts("select state || ': ' || state_reason from balance_response where account_id = ?"))
                .containsExactly("rejected: no array");
    }

    @Test
    void hostileTextIsStoredAsText() {
        String words = "'; drop table balance; -- $$ %s \\ \0 \ud800 \u202e";

        test.write(unusable(test.read(account, null, NOON), ResponseState.REJECTED, words));

        assertThat(texts("select state_reason from balance_response where account_id = ?"))
                .singleElement(STRING)
                .startsWith("'; drop table balance; -- $$ %s \\ \ufffd");
    }

    private static ReadResponse unusable(ReadResponse read, ResponseState state, String reason) {
        return ReadResponse.unusable(read.response(), state, reason);
    }
}
