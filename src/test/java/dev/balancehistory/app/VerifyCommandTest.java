package dev.balancehistory.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.balancehistory.localexchange.Bodies;
import dev.balancehistory.localexchange.Holding;
import dev.balancehistory.localexchange.Holdings;
import dev.balancehistory.localexchange.Misbehaviour;
import dev.balancehistory.localexchange.Settings;
import dev.balancehistory.postgres.TestDatabase;
import dev.balancehistory.postgres.TestDatabase.Login;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Each change by a superuser is found and reported in a line. Responses 1 and 2 are the snapshots of main, response 3
 * is that of other.
 */
@Tag("I3")
class VerifyCommandTest {
    private static final Instant FIRST = Instant.parse("2026-01-01T00:00:00.123Z");
    private static final Instant SECOND = Instant.parse("2026-01-02T00:00:00Z");
    private static final String OF_FIRST = " where account_id = 1 and response_time = '" + FIRST + "'";

    private static final String UNTOUCHED =
            "Checked: 3 snapshots, 5 balances, 3 seals. Not provable, since the body of the response was deleted: 0."
                    + " Differences: 0.";

    private static Workbench recorded;

    private Workbench bench;

    @BeforeAll
    static void record() {
        recorded = benchIn(TestDatabase.migrated());
        recorded.exchange.next("key-main", Misbehaviour.responseTime(FIRST), Misbehaviour.responseTime(SECOND));
        recorded.exchange.next("key-other", Misbehaviour.responseTime(SECOND));
        assertThat(recorded.run("record", "--account=main").code()).isZero();
        assertThat(recorded.run("record", "--account=main").code()).isZero();
        assertThat(recorded.run("record", "--account=other").code()).isZero();
    }

    @AfterAll
    static void closeRecorded() {
        recorded.close();
    }

    @BeforeEach
    void copy() {
        bench = benchIn(recorded.database.copy());
    }

    /** Returns a bench with two accounts that have fixed balances. */
    static Workbench benchIn(TestDatabase database) {
        return new Workbench(Settings.strict().withoutRateLimits(), database)
                .account("main", Holdings.fixed(new Holding("ETH", "2", "0"), new Holding("BTC", "1.50", "1.25")))
                .account("other", Holdings.fixed(new Holding("XRP", "7E+2", "-0.10")));
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void anUntouchedHistoryIsProved() {
        bench.exchange.next(
                "key-main",
                Misbehaviour.responseTime(SECOND),
                Misbehaviour.body("<html>Login</html>"),
                Misbehaviour.statusCode(6003, "NOT_ALLOWED_IP"));
        IntStream.range(0, 3).forEach(i -> bench.run("record", "--account=main"));

        Workbench.Ended run = bench.run("verify");

        assertThat(run.code()).as(run.out() + run.err()).isZero();
        assertThat(run.out().lines()).containsExactly(UNTOUCHED);
        assertThat(run.err()).isEmpty();
    }

    /** Responses 4 to 7: a duplicate, a conflict, a malformed one, an error. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            4 | body = convert_to(replace(convert_from(body, 'UTF8'), '1.50', '1.51'), 'UTF8') | has a body whose SHA-256 is not body_sha256
            5 | body = substr(body, 2) | has a body whose SHA-256 is not body_sha256
            6 | body = 'x' | has a body whose SHA-256 is not body_sha256
            7 | body = 'x' | has a body whose SHA-256 is not body_sha256
            4 | state = 'conflict' | is in state 'conflict', but no other balances are recorded for its time
            5 | state = 'duplicate' | is in state 'duplicate', but neither its balances nor its slot are recorded
            4 | state = 'rejected' | is in state 'rejected', but its body is a response with balances
            5 | state = 'failed' | is in state 'failed', but its body is a response with balances
            6 | state = 'duplicate' | is in state 'duplicate', but its body is no response with balances
            7 | state = 'conflict' | is in state 'conflict', but its body is no response with balances
            6 | format = 'mtgox/1' | has the format 'mtgox/1', which this version does not read
            6 | part_lengths = '{7}' | has part_lengths that do not fit its body: parts of [7] bytes do not make 18
            7 | part_lengths = '{null}' | has part_lengths that do not fit its body: parts of [-1] bytes do not make
            7 | part_lengths = '{{1},{1}}' | has part_lengths that do not fit its body: parts of [-1, -1] bytes do not make
            4 | response_time = response_time + interval '1 s' | is in state 'duplicate', but its body is of another time
            """)
    void aResponseWithoutASnapshotIsCheckedAgainstItsState(int response, String change, String found) {
        bench.exchange.next(
                "key-main",
                Misbehaviour.responseTime(SECOND),
                Misbehaviour.body(Bodies.success(SECOND, List.of(new Holding("BTC", "9", "9")))),
                Misbehaviour.body("<html>Login</html>"),
                Misbehaviour.statusCode(6003, "NOT_ALLOWED_IP"));
        IntStream.range(0, 4).forEach(i -> bench.run("record", "--account=main"));
        assertThat(bench.run("verify").code()).isZero();

        tamper("balance_response", "update balance_response set " + change + " where response_id = " + response);

        Workbench.Ended run = bench.run("verify");
        assertThat(run.code()).isEqualTo(65);
        assertThat(run.out()).contains(": response " + response + " " + found).endsWith("Differences: 1.\n");
    }

    @Test
    void aResponseInAnUnknownStateIsFound() {
        tamper("balance", "delete from balance" + OF_FIRST);
        tamper("snapshot", "delete from snapshot" + OF_FIRST);
        tamper(
                "balance_response",
                "alter table balance_response drop constraint balance_response_state_check;"
                        + " update balance_response set state = 'gone', state_reason = 'x' where response_id = 1");

        finds(
                "main 2026-01-02T00:00:00Z (sequence 2): the snapshot of sequence 1 is missing",
                "main 2026-01-01T00:00:00.123Z: response 1 is in the unknown state 'gone'");
    }

    @Test
    void theResponseOfADeletedSnapshotIsFound() {
        tamper("balance", "delete from balance" + OF_FIRST);
        tamper("snapshot", "delete from snapshot" + OF_FIRST);
        tamper(
                "balance_response",
                "update balance_response set state = 'rejected', state_reason = 'x' where response_id = 1");

        finds(
                "main 2026-01-02T00:00:00Z (sequence 2): the snapshot of sequence 1 is missing",
                "main 2026-01-01T00:00:00.123Z: response 1 is in state 'rejected', but its body is a response"
                        + " with balances");
    }

    @Test
    void slotsAndEmptyListsAreProved() {
        bench.exchange.next("key-main", Misbehaviour.holdings(Holdings.fixed()));
        assertThat(bench.run("record", "--account=main", "--slot=2026-01-03T00:00:00Z")
                        .code())
                .isZero();

        assertThat(bench.run("verify").out()).startsWith("Checked: 4 snapshots, 5 balances, 4 seals.");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            balance = 1.51             | recorded 1.51, the response has 1.50
            balance = 1.5              | recorded 1.5, the response has 1.50
            balance = 'NaN'            | recorded NaN, the response has 1.50
            available_balance = 1.2    | recorded 1.2 available, the response has 1.25 available
            available_balance = 1.250  | recorded 1.250 available, the response has 1.25 available
            """)
    void aChangedDigitIsFound(String change, String words) {
        tamper("balance", "update balance set " + change + OF_FIRST + " and currency = 'BTC'");

        finds("main 2026-01-01T00:00:00.123Z (sequence 1) spot BTC: " + words);
    }

    @Test
    void aMissingRowIsFound() {
        tamper("balance", "delete from balance" + OF_FIRST + " and currency = 'BTC'");

        finds("main 2026-01-01T00:00:00.123Z (sequence 1) spot BTC: not recorded, the response has 1.50");
    }

    @Test
    void anExtraRowIsFound() {
        tamper("balance", "insert into balance values (1, '" + FIRST + "', 'spot', E'X\\nY', 3.0, 1)");

        finds("main 2026-01-01T00:00:00.123Z (sequence 1) spot X?Y: recorded 3.0, the response does not list it");
    }

    @Test
    void aDuplicateRowIsFound() {
        tamper(
                "balance",
                "alter table balance drop constraint balance_pkey;" + " insert into balance values (1, '" + FIRST
                        + "', 'spot', 'BTC', 1.50, 1.25)");

        finds("main 2026-01-01T00:00:00.123Z (sequence 1) spot BTC: recorded once more, as 1.50");
    }

    @Test
    void aDuplicateOfAnExtraRowIsFound() {
        tamper(
                "balance",
                "alter table balance drop constraint balance_pkey; insert into balance values (1, '" + FIRST
                        + "', 'spot', 'XYZ', 1, 1), (1, '" + FIRST + "', 'spot', 'XYZ', 2, 2)");

        finds(
                "main 2026-01-01T00:00:00.123Z (sequence 1) spot XYZ: recorded once more, as 2",
                "main 2026-01-01T00:00:00.123Z (sequence 1) spot XYZ: recorded 1, the response does not list it");
    }

    @Test
    void aChangedCurrencyIsFound() {
        tamper("balance", "update balance set currency = 'BCH'" + OF_FIRST + " and currency = 'BTC'");

        finds(
                "main 2026-01-01T00:00:00.123Z (sequence 1) spot BTC: not recorded, the response has 1.50",
                "main 2026-01-01T00:00:00.123Z (sequence 1) spot BCH: recorded 1.50, the response does not list it");
    }

    @Test
    void aHeaderWithoutRowsIsFound() {
        tamper("balance", "delete from balance" + OF_FIRST);

        finds("main 2026-01-01T00:00:00.123Z (sequence 1): no balance is recorded, the response lists 2");
    }

    @Test
    void aWrongCountInTheHeaderIsFound() {
        tamper("snapshot", "update snapshot set currency_count = 3" + OF_FIRST);

        finds(
                "main 2026-01-01T00:00:00.123Z (sequence 1): the snapshot counts 3 balances, the response lists 2",
                "main 2026-01-01T00:00:00.123Z (sequence 1): its seal does not follow from its facts");
    }

    @Test
    void rowsWithoutAHeaderAreFound() {
        tamper(
                "balance",
                "insert into balance values (1, '2025-12-31Z', 'spot', 'BTC', 1, 1), (1, '2026-01-01 12:00Z',"
                        + " 'spot', 'BTC', 1, 1),"
                        + " (1, '2026-01-01 12:00Z', 'spot', 'ETH', 1, 1), (1, 'infinity', 'spot', 'ETH', 1, 1)");

        finds(
                "main 2025-12-31T00:00:00Z: no snapshot, but balances recorded: 1",
                "main 2026-01-01T12:00:00Z: no snapshot, but balances recorded: 2",
                "main +1000000000-01-01T17:59:59.999999999Z: no snapshot, but balances recorded: 1");
    }

    @Test
    void rowsWithoutAnAccountAreFound() {
        tamper("balance", "insert into balance values (77, '2025-12-31Z', 'spot', 'BTC', 1, 1)");

        finds("account_id=77 2025-12-31T00:00:00Z: no snapshot, but balances recorded: 1");
    }

    @Test
    void aMissingHeaderIsFound() {
        tamper("snapshot", "delete from snapshot" + OF_FIRST);

        finds(
                "main 2026-01-01T00:00:00.123Z: no snapshot, but balances recorded: 2",
                "main 2026-01-02T00:00:00Z (sequence 2): the snapshot of sequence 1 is missing",
                "main 2026-01-01T00:00:00.123Z: response 1 is in state 'recorded' without a snapshot of its time");
    }

    @Test
    void aMissingSnapshotIsFound() {
        tamper("snapshot", "delete from snapshot" + OF_FIRST);
        tamper("balance", "delete from balance" + OF_FIRST);

        finds(
                "main 2026-01-02T00:00:00Z (sequence 2): the snapshot of sequence 1 is missing",
                "main 2026-01-01T00:00:00.123Z: response 1 is in state 'recorded' without a snapshot of its time");
    }

    @Test
    void aBodyWithAnotherHashIsFound() {
        tamper("balance_response", "update balance_response set body = body || ' ' where response_id = 1");

        finds("main 2026-01-01T00:00:00.123Z (sequence 1): response 1 has a body whose SHA-256 is not body_sha256");
    }

    @Test
    void aBodyChangedTogetherWithItsHashIsFound() {
        List<Holding> holdings = List.of(new Holding("ETH", "2", "0"), new Holding("BTC", "1.6", "1.25"));
        tamper(
                "balance_response",
                "with b as (select convert_to('" + Bodies.success(FIRST, holdings) + "', 'UTF8') as body)"
                        + " update balance_response r set body = b.body, body_sha256 = sha256(b.body) from b"
                        + " where response_id = 1");

        finds(
                "main 2026-01-01T00:00:00.123Z (sequence 1): content_sha256 is not that of the response",
                "main 2026-01-01T00:00:00.123Z (sequence 1) spot BTC: recorded 1.50, the response has 1.6",
                "main 2026-01-01T00:00:00.123Z (sequence 1): its seal does not follow from its facts");
    }

    @Test
    void aMalformedBodyIsFound() {
        tamper(
                "balance_response",
                "update balance_response set body = '{', body_sha256 = sha256('{') where response_id = 1");

        finds(
                "main 2026-01-01T00:00:00.123Z (sequence 1): response 1 is no response with balances: it is"
                        + " truncated; it begins: {",
                "main 2026-01-01T00:00:00.123Z (sequence 1): its seal does not follow from its facts");
    }

    @Test
    void aWrongContentHashIsFound() {
        tamper("snapshot", "update snapshot set content_sha256 = sha256('')" + OF_FIRST);

        finds(
                "main 2026-01-01T00:00:00.123Z (sequence 1): content_sha256 is not that of the response",
                "main 2026-01-01T00:00:00.123Z (sequence 1): its seal does not follow from its facts");
    }

    @Test
    void aResponseOfAnotherAccountIsFound() {
        tamper("snapshot", "update snapshot set response_id = 3" + OF_FIRST);

        finds(
                "main 2026-01-01T00:00:00.123Z (sequence 1): response 3 is missing",
                "main 2026-01-01T00:00:00.123Z (sequence 1): its seal cannot be computed, since its response or"
                        + " body_sha256 is missing",
                "main 2026-01-01T00:00:00.123Z: response 1 is in state 'recorded' without a snapshot of its time");
    }

    @Test
    void aResponseOfAnotherTimeIsFound() {
        tamper("snapshot", "update snapshot set response_id = 2" + OF_FIRST);

        finds(
                "main 2026-01-01T00:00:00.123Z (sequence 1): response 2 is archived with the response time"
                        + " 2026-01-02T00:00:00Z",
                "main 2026-01-01T00:00:00.123Z (sequence 1): response 2 is the response of 2026-01-02T00:00:00Z",
                "main 2026-01-01T00:00:00.123Z (sequence 1): its seal does not follow from its facts",
                "main 2026-01-01T00:00:00.123Z: response 1 is in state 'recorded' without a snapshot of its time");
    }

    @Test
    void aShiftedTimeIsFound() {
        String shift = " set response_time = response_time - interval '1 ms'" + OF_FIRST;
        tamper("snapshot", "update snapshot" + shift);
        tamper("balance", "update balance" + shift);

        finds(
                "main 2026-01-01T00:00:00.122Z (sequence 1): response 1 is archived with the response time"
                        + " 2026-01-01T00:00:00.123Z",
                "main 2026-01-01T00:00:00.122Z (sequence 1): response 1 is the response of 2026-01-01T00:00:00.123Z",
                "main 2026-01-01T00:00:00.122Z (sequence 1): its seal does not follow from its facts",
                "main 2026-01-01T00:00:00.123Z: response 1 is in state 'recorded' without a snapshot of its time");
    }

    @Test
    void aResponseStoredWithAnotherTimeIsFound() {
        tamper("balance_response", "update balance_response set response_time = '2026-01-05Z' where response_id = 1");

        finds(
                "main 2026-01-01T00:00:00.123Z (sequence 1): response 1 is archived with the response time"
                        + " 2026-01-05T00:00:00Z",
                "main 2026-01-05T00:00:00Z: response 1 is in state 'recorded' without a snapshot of its time");
    }

    @Test
    void aMissingResponseIsFound() {
        tamper("balance_response", "delete from balance_response where response_id = 1");

        finds(
                "main 2026-01-01T00:00:00.123Z (sequence 1): response 1 is missing",
                "main 2026-01-01T00:00:00.123Z (sequence 1): its seal cannot be computed, since its response or"
                        + " body_sha256 is missing");
    }

    @Test
    void aResponseInAnotherStateIsFound() {
        tamper(
                "balance_response",
                "update balance_response set state = 'duplicate', state_reason = 'x'" + " where response_id = 1");

        finds("main 2026-01-01T00:00:00.123Z (sequence 1): response 1 is in state 'duplicate', not 'recorded'");
    }

    @Test
    void aChangedSlotIsFound() {
        tamper("snapshot", "update snapshot set slot = '2026-01-01Z'" + OF_FIRST);

        finds(
                "main 2026-01-01T00:00:00.123Z (sequence 1): recorded for the slot 2026-01-01T00:00:00Z,"
                        + " response 1 was fetched for no slot",
                "main 2026-01-01T00:00:00.123Z (sequence 1): its seal does not follow from its facts");
    }

    @Test
    void aChangedExchangeIsFound() {
        tamper("account", "update account set exchange = 'mtgox' where name = 'other'");

        finds("other 2026-01-02T00:00:00Z (sequence 1): its seal does not follow from its facts");
    }

    @Test
    void aSnapshotWithoutABodyIsNotProvableAndNoDifference() {
        bench.database.sql().execute("update balance_response set body = null where response_id in (1, 3)");

        Workbench.Ended run = bench.run("verify");

        assertThat(run.code()).as(run.out() + run.err()).isZero();
        assertThat(run.out().lines()).containsExactly(UNTOUCHED.replace("deleted: 0", "deleted: 2"));
    }

    @Test
    void changedRowsAreFoundWithoutABody() {
        bench.database.sql().execute("update balance_response set body = null");
        tamper("balance", "update balance set balance = 1.51" + OF_FIRST + " and currency = 'BTC'");
        tamper("balance", "delete from balance where account_id = 2");
        tamper("snapshot", "update snapshot set response_id = 1 where account_id = 1 and response_id = 2");

        finds(
                "main 2026-01-01T00:00:00.123Z (sequence 1): content_sha256 is not that of the recorded balances",
                "main 2026-01-02T00:00:00Z (sequence 2): response 1 is archived with the response time"
                        + " 2026-01-01T00:00:00.123Z",
                "main 2026-01-02T00:00:00Z (sequence 2): its seal does not follow from its facts and the seal"
                        + " of sequence 1",
                "other 2026-01-02T00:00:00Z (sequence 1): the snapshot counts 1 balances, recorded are 0",
                "main 2026-01-02T00:00:00Z: response 2 is in state 'recorded' without a snapshot of its time");
    }

    @Test
    void changedRowsAreFoundThoughTheResponseIsMissingOrChanged() {
        tamper("balance_response", "update balance_response set body = body || ' ' where response_id = 2");
        tamper("balance_response", "delete from balance_response where response_id = 1");
        tamper("balance", "update balance set balance = 1.51 where account_id = 1 and currency = 'BTC'");

        finds(
                "main 2026-01-01T00:00:00.123Z (sequence 1): response 1 is missing",
                "main 2026-01-01T00:00:00.123Z (sequence 1): content_sha256 is not that of the recorded balances",
                "main 2026-01-02T00:00:00Z (sequence 2): response 2 has a body whose SHA-256 is not body_sha256",
                "main 2026-01-02T00:00:00Z (sequence 2): content_sha256 is not that of the recorded balances",
                "main 2026-01-01T00:00:00.123Z (sequence 1): its seal cannot be computed, since its response or"
                        + " body_sha256 is missing");
    }

    /** The chain is always checked as a whole. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            --account=main                                     | 2 snapshots, 4 balances, 2 seals | 4
            --account=other                                    | 1 snapshots, 1 balances, 1 seals | 2
            --account=other --account=main                     | 3 snapshots, 5 balances, 3 seals | 6
            --from=2026-01-01T00:00:00.123Z --to=2026-01-02    | 1 snapshots, 2 balances, 3 seals | 4
            --from=2026-01-01T00:00:00.124Z                    | 2 snapshots, 3 balances, 3 seals | 5
            --to=2026-01-01T00:00:00.123Z                      | 0 snapshots, 0 balances, 3 seals | 3
            --from=2026-01-02 --recorder.zone=Asia/Seoul       | 2 snapshots, 3 balances, 3 seals | 5
            --to=2026-01-02 --recorder.zone=America/New_York   | 3 snapshots, 5 balances, 3 seals | 6
            """)
    void aRangeOfTheHistoryIsVerified(String options, String checked, int differences) {
        tamper("snapshot", "update snapshot set content_sha256 = sha256('')");

        Workbench.Ended run = bench.run(("verify " + options).split(" +"));

        assertThat(run.out()).contains("Checked: " + checked + ".").contains("Differences: " + differences + ".");
        assertThat(run.code()).isEqualTo(differences == 0 ? 0 : 65);
    }

    @Test
    void theAccountAndTheRangeSelectTheResponses() {
        tamper("snapshot", "delete from snapshot");
        tamper("balance", "delete from balance");

        assertThat(bench.run("verify").out()).contains("Differences: 3.");
        assertThat(bench.run("verify", "--account=other").out().lines())
                .first()
                .isEqualTo(
                        "other 2026-01-02T00:00:00Z: response 3 is in state 'recorded' without a snapshot of its time");
        assertThat(bench.run("verify", "--to=2026-01-02T00:00:00Z").out()).contains("Differences: 1.");
    }

    @Test
    void tooManyDifferencesAreCounted() {
        tamper(
                "balance",
                "insert into balance select 1, '" + FIRST
                        + "', 'spot', 'X' || i, 1, 1 from generate_series(1, 1200) i");

        Workbench.Ended run = bench.run("verify");

        assertThat(run.code()).isEqualTo(65);
        assertThat(run.out().lines()).hasSize(1001);
        assertThat(run.out()).endsWith("Differences: 1200, of which 1000 are listed.\n");
    }

    @Test
    void aLargeResponseIsProved() {
        Holding[] many = IntStream.range(0, 3_000)
                .mapToObj(i -> new Holding("C" + i, i + ".50", "0"))
                .toArray(Holding[]::new);
        bench.exchange.next("key-other", Misbehaviour.holdings(Holdings.fixed(many)));
        assertThat(bench.run("record", "--account=other", "--quiet").code()).isZero();

        Workbench.Ended run = bench.run("verify");

        assertThat(run.code()).as(run.out() + run.err()).isZero();
        assertThat(run.out()).startsWith("Checked: 4 snapshots, 3005 balances, 4 seals.");
    }

    @Test
    void anEmptyHistoryHasNothingToProve() {
        try (Workbench empty = new Workbench()) {
            Workbench.Ended run = empty.run("verify");

            assertThat(run.code()).as(run.err()).isZero();
            assertThat(run.out()).startsWith("Checked: 0 snapshots, 0 balances, 0 seals.");
            assertThat(empty.run("verify", "--account=main").err())
                    .contains("no account is recorded as 'main'; recorded: none");
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            --account=nobody                   | no account is recorded as 'nobody'; recorded: main, other
            --from=yesterday                   | 'yesterday' is not a time such as 2026-01, 2026-01-31
            --from=2026-01-02 --to=2026-01-02  | the range ends before it begins
            all                                | unexpected argument for verify
            """)
    void aUsageErrorIsReportedInOneLine(String options, String line) {
        Workbench.Ended run = bench.run(("verify " + options).split(" +"));

        assertThat(run.code()).as(run.err()).isEqualTo(64);
        assertThat(run.err().lines()).hasSize(1);
        assertThat(run.err()).contains(line);
    }

    @Test
    void theRightToReadTheTablesSuffices() throws IOException {
        bench.database.sql().execute(withoutVariables(Files.readString(Path.of("db/roles.sql"))));

        assertThat(as(bench.database.login("balance_recorder")).run("verify").out())
                .startsWith(UNTOUCHED);
        Login auditor = bench.database.login();
        bench.database.sql().execute("grant connect on database " + bench.database.name() + " to " + auditor.user());
        bench.database.sql().execute("grant usage on schema public to " + auditor.user());
        bench.database
                .sql()
                .execute("grant select on account, account_name, balance_response, snapshot, balance, balance_chunk,"
                        + " balance_series to " + auditor.user());
        Workbench.Ended audit = as(auditor).run("verify");
        assertThat(audit.out()).as(audit.err()).startsWith(UNTOUCHED);
        Workbench.Ended reader = as(bench.database.login("balance_reader")).run("verify");
        assertThat(reader.code()).isEqualTo(77);
        assertThat(reader.err()).contains("the database user lacks a right");
    }

    private Workbench as(Login login) {
        return bench.option("--spring.datasource.username=" + login.user())
                .option("--spring.datasource.password=" + login.password());
    }

    private static String withoutVariables(String file) {
        return file.lines().filter(line -> !line.startsWith("\\")).collect(Collectors.joining("\n"));
    }

    /** As a superuser can, whom no trigger and no foreign key stops. */
    private void tamper(String table, String statement) {
        bench.database
                .sql()
                .execute("set session_replication_role = replica; alter table " + table + " disable trigger all; "
                        + statement + "; alter table " + table + " enable trigger all");
    }

    private void finds(String... differences) {
        Workbench.Ended run = bench.run("verify");

        assertThat(run.code()).as(run.out() + run.err()).isEqualTo(65);
        List<String> lines = run.out().lines().toList();
        assertThat(lines.subList(0, lines.size() - 1)).containsExactly(differences);
        assertThat(lines.get(lines.size() - 1)).endsWith("Differences: " + differences.length + ".");
        assertThat(run.err()).isEmpty();
    }
}
