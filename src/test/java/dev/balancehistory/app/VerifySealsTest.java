package dev.balancehistory.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.balancehistory.archive.SealedChain;
import dev.balancehistory.localexchange.Bodies;
import dev.balancehistory.localexchange.Holding;
import dev.balancehistory.postgres.TestDatabase;
import dev.balancehistory.support.CleanProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A superuser changes one bit of what a seal covers, or removes, inserts or swaps snapshots: {@code verify} reports the
 * account and the sequence. Snapshots 1, 2 and 5 of main are live, the last two of them with a slot. Snapshot 3 is
 * imported from an archived response, and 4 from an exported history with two wallets. The account other has two.
 */
@Tag("I11")
class VerifySealsTest {
    private static final String MAIN = "account_id = (select account_id from account where name = 'main')";
    private static final Instant ARCHIVED = Instant.parse("2019-05-01T00:00:00.001Z");

    private static Workbench recorded;

    private Workbench bench;

    @BeforeAll
    static void record(@TempDir Path folder) throws IOException {
        recorded = VerifyCommandTest.benchIn(TestDatabase.migrated());
        Holding archived = new Holding("BTC", "0.50", "0.5");
        Path response = Files.writeString(folder.resolve("response.json"), Bodies.success(ARCHIVED, List.of(archived)));
        Path history = Files.writeString(folder.resolve("history.csv"), """
                account,exchange,response_time,wallet,currency,balance,available_balance,locked_balance,time_source,origin
                main,bitfront,2020-01-01T00:00:00.000Z,funding,BTC,3,3,0,http_date,observed
                main,bitfront,2020-01-01T00:00:00.000Z,spot,BTC,1.50,1.25,0.25,http_date,observed
                """);
        run("record", "--account=main");
        run("record", "--account=main", "--slot=2026-01-01T00:00:00Z");
        run("record", "--account=other");
        run("import", response.toString(), "--account=main");
        run("import", history.toString());
        run("record", "--slot=2026-01-01T00:01:00Z");
    }

    private static void run(String... command) {
        Workbench.Ended run = recorded.run(command);
        assertThat(run.code()).as(run.out() + run.err()).isZero();
    }

    @AfterAll
    static void closeRecorded() {
        recorded.close();
    }

    @BeforeEach
    void copy() {
        bench = VerifyCommandTest.benchIn(recorded.database.copy());
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void untouchedChainsAreProvedWithAndWithoutBodies() {
        assertThat(bench.run("verify").out())
                .isEqualTo(
                        "Checked: 7 snapshots, 11 balances, 7 seals. Made from an exported history, not from the exchange's"
                                + " response: 1. Not provable, since the body of the response was deleted: 0. Differences: 0.\n");
        prune();

        Workbench.Ended run = bench.run("verify");

        assertThat(run.code()).as(run.out()).isZero();
        assertThat(run.out()).contains("deleted: 7. Differences: 0.");
        assertThat(SealedChain.flaws(bench.database.sql())).isEmpty();
    }

    private static final String COLUMNS = """
            snapshot | account_id = account_id # 64
            snapshot | response_time = response_time + interval '1 microsecond'
            snapshot | slot = coalesce(slot, '2026-02-01') + interval '1 microsecond'
            snapshot | response_id = response_id # 1
            snapshot | response_id = response_id # 64
            snapshot | time_source = 'own_clock'
            snapshot | currency_count = currency_count # 1
            snapshot | content_sha256 = set_bit(content_sha256, 77, 1 - get_bit(content_sha256, 77))
            snapshot | sequence = sequence # 64
            snapshot | seal = set_bit(seal, 77, 1 - get_bit(seal, 77))
            balance | account_id = account_id # 64
            balance | response_time = response_time + interval '1 microsecond'
            balance | wallet = 'spou'
            balance | currency = 'BTB'
            balance | balance = balance + 1e-30
            balance | balance = balance * 1.0
            balance | balance = trim_scale(balance)
            balance | available_balance = available_balance + 1e-30
            balance | available_balance = available_balance * 1.0
            balance_response | account_id = account_id # 64
            balance_response | response_id = response_id # 64
            balance_response | slot = coalesce(slot, '2026-02-01') + interval '1 microsecond'
            balance_response | response_time = response_time + interval '1 microsecond'
            balance_response | time_source = 'own_clock'
            balance_response | format = 'bitfront/0'
            balance_response | format = 'mtgox/1'
            balance_response | body_sha256 = set_bit(body_sha256, 77, 1 - get_bit(body_sha256, 77))
            balance_response | state = 'duplicate', state_reason = 'x'
            """;

    private static final String WITHOUT_BODY = """
            balance_response | body_sha256 = null
            """;

    private static final String OF_BODY = """
            balance_response | body = set_bit(body, 77, 1 - get_bit(body, 77))
            balance_response | body = ''
            balance_response | part_lengths = array[octet_length(body)]
            balance_response | part_lengths = array[1, octet_length(body) - 1]
            balance_response | part_lengths = array[1]
            balance_response | part_lengths = array[null]::integer[]
            balance_response | part_lengths = array[array[octet_length(body)]]
            balance_response | received_at = '1970-01-01'
            """;

    /** Of a live one, of one from an exported history, and of the newest. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = COLUMNS + OF_BODY)
    void aChangedColumnIsFound(String table, String change) {
        // The format of an exported history has no limit for its response time.
        changedAndFound(table, change, change.startsWith("received_at") ? List.of(2, 5) : List.of(2, 4, 5));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = COLUMNS + WITHOUT_BODY)
    void aChangedColumnIsFoundWithoutBodies(String table, String change) {
        prune();

        changedAndFound(table, change, List.of(2, 4, 5));
    }

    private void changedAndFound(String table, String change, List<Integer> sequences) {
        changes(table, change, sequences);

        boolean moved = table.equals("snapshot") && change.startsWith("account_id");
        boolean renumbered = change.startsWith("sequence");
        finds(moved ? "account_id=65" : "main", renumbered ? List.of(66, 68, 69) : sequences);
    }

    private void changes(String table, String change, List<Integer> sequences) {
        String which = " in (select %s from snapshot where " + MAIN + " and sequence = any (array" + sequences + "))";
        String row = switch (table) {
            case "snapshot" -> MAIN + " and sequence" + which.formatted("sequence");
            case "balance" ->
                MAIN + " and wallet = 'spot' and currency = 'BTC' and response_time" + which.formatted("response_time");
            default -> "response_id" + which.formatted("response_id");
        };
        // An identity column rejects even a superuser's value.
        tamper(
                "alter table balance_response alter response_id drop identity",
                "update " + table + " set " + change + " where " + row);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "account set name = 'main2' where name = 'main'",
                "account set exchange = 'bitfrons' where name = 'main'"
            })
    void aChangedAccountIsFound(String change) {
        tamper("update " + change);

        finds(change.contains("main2") ? "main2" : "main", List.of(1, 2, 3, 4, 5));
    }

    @Test
    void anAccountThatItsTwoTablesNameDifferentlyIsFound() {
        tamper("update account_name set name = 'main2' where name = 'main'");

        Workbench.Ended run = bench.run("verify", "--account=other");

        assertThat(run.code()).isEqualTo(65);
        assertThat(differences(run))
                .singleElement()
                .asString()
                .matches("main: its number in the table account is \\d+, which account_name has for main2");
    }

    @Test
    void aSecondAccountOfTheSameNameIsFound() {
        tamper("insert into account (account_id, name, exchange) values (77, 'other', 'bitfront')");

        assertThat(differences(bench.run("verify")))
                .containsExactly("other: its number in the table account is 77, which account_name lacks");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void aSnapshotDeletedWithItsResponseIsMissing(int sequence) {
        remove(sequence);
        removeItsResponse();

        Workbench.Ended run = bench.run("verify");

        assertThat(run.code()).isEqualTo(65);
        assertThat(differences(run))
                .singleElement()
                .asString()
                .startsWith("main ")
                .endsWith("(sequence %d): the snapshot of sequence %d is missing".formatted(sequence + 1, sequence));
    }

    @Test
    void severalMissingSnapshotsAreOneDifference() {
        remove(1);
        remove(2);
        remove(3);
        removeItsResponse();

        assertThat(differences(bench.run("verify")))
                .containsExactly(
                        "main 2020-01-01T00:00:00Z (sequence 4): the snapshots of sequences 1 to 3 are missing");
    }

    @Test
    void theResponseOfTheDeletedNewestSnapshotIsFound() {
        remove(5);

        assertThat(differences(bench.run("verify")))
                .singleElement()
                .asString()
                .startsWith("main ")
                .contains(": response ")
                .endsWith(" is in state 'recorded' without a snapshot of its time");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sequence", "sequence and seal"})
    void swappedSequencesAreFound(String swapped) {
        if (swapped.equals("sequence")) {
            tamper(
                    "create table was as select sequence, seal from snapshot where " + MAIN,
                    swap(),
                    "update snapshot set seal = was.seal from was where " + MAIN
                            + " and snapshot.sequence = was.sequence");
        } else {
            tamper(swap());
        }

        finds("main", List.of(2, 3));
    }

    private static String swap() {
        return Stream.of("2 , 100", "3 , 2", "100 , 3")
                .map(pair -> pair.split(" , "))
                .map(pair ->
                        "update snapshot set sequence = " + pair[1] + " where " + MAIN + " and sequence = " + pair[0])
                .reduce("", (all, one) -> all + one + ";");
    }

    @Test
    void twoSnapshotsOfOneSequenceAreFound() {
        tamper(
                "alter table snapshot drop constraint snapshot_sequence_key",
                "update snapshot set sequence = 4 where " + MAIN + " and sequence = 5");

        assertThat(differences(bench.run("verify")))
                .anyMatch(line -> line.endsWith("(sequence 4): its sequence is not greater than 4, the one before it"));
    }

    @Test
    void anInsertedSnapshotIsFound() {
        tamper(
                "update snapshot set sequence = sequence + 100 where " + MAIN + " and sequence > 2",
                "update snapshot set sequence = sequence - 99 where " + MAIN + " and sequence > 2");
        insert(3, "sha256('made up')");

        finds("main", List.of(3, 4, 5, 6));
    }

    @Test
    void anAppendedSnapshotIsFoundUnlessItsSealIsComputed() {
        insert(6, "sha256('made up')");

        finds("main", List.of(6));
    }

    /** With a response of its own, like another one's. */
    private void insert(int sequence, String seal) {
        tamper(
                "create table added as with r as (insert into balance_response (account_id, origin, received_at,"
                        + " response_time, time_source, format, body, body_sha256, state)"
                        + " select r.account_id, r.origin, r.received_at, r.response_time + interval '1 s',"
                        + " 'body', r.format, b.body, sha256(b.body), 'recorded' from balance_response r,"
                        + " lateral (select convert_to(replace(convert_from(body, 'UTF8'),"
                        + " (extract(epoch from response_time) * 1000)::bigint::text,"
                        + " (extract(epoch from response_time + interval '1 s') * 1000)::bigint::text), 'UTF8') as body) b"
                        + " where response_id = 1 returning *) select * from r",
                "insert into snapshot (account_id, response_time, response_id, time_source, currency_count, content_sha256,"
                        + " sequence, seal) select s.account_id, a.response_time, a.response_id, a.time_source,"
                        + " s.currency_count, s.content_sha256, " + sequence + ", " + seal
                        + " from snapshot s, added a where s.response_id = 1",
                "insert into balance select b.account_id, a.response_time, b.wallet, b.currency, b.balance,"
                        + " b.available_balance from balance b join snapshot s using (account_id, response_time), added a"
                        + " where s.response_id = 1");
    }

    @Test
    void aForgeryWithASealOfItsOwnIsFoundAtTheNextSeal() {
        forge();
        chain().recompute(2, 2);

        assertThat(differences(bench.run("verify")))
                .containsExactly("main " + ARCHIVED
                        + " (sequence 3): its seal does not follow from its facts and the seal of sequence 2");
    }

    @Test
    void aChainThatLeavesOutTheSealBeforeIsFound() {
        forge();
        chain().recomputeWithoutTheSealBefore();

        finds("main", List.of(2, 3, 4, 5));
    }

    /** A seal stored elsewhere reveals a change that the database alone cannot show. */
    @Test
    void aChainThatIsComputedAnewEndsInAnotherSeal() {
        String kept = newestSeal();
        remove(5);
        removeItsResponse();
        assertThat(bench.run("verify").code()).isZero();
        assertThat(newestSeal()).isNotEqualTo(kept);

        forge();
        chain().recompute(2, 4);
        Workbench.Ended run = bench.run("verify");

        assertThat(run.code()).as(run.out()).isZero();
        assertThat(newestSeal()).isNotEqualTo(kept);
    }

    /** With the commands of {@code docs/verify.md}. */
    @Test
    void exportedSealsAreComparedWithTheHistory(@TempDir Path folder) throws Exception {
        String page = Files.readString(Path.of("docs/verify.md"));
        Matcher compare = Pattern.compile(
                        "(?m)^\\S+/balance-history export seals \\| (.+) seals\\.csv \\|\\| echo unchanged$")
                .matcher(page);
        assertThat(compare.find()).isTrue();
        assertThat(page).containsPattern("(?m)^\\S+/balance-history export seals --output seals\\.csv$");
        Path kept = folder.resolve("seals.csv");
        assertThat(bench.run("export", "seals", "--output", kept.toString()).code())
                .isZero();
        assertThat(compared(compare.group(1), kept)).isEmpty();

        bench.run("record");
        assertThat(compared(compare.group(1), kept)).isEmpty();
        forge();
        chain().recompute(2, 6);
        assertThat(bench.run("verify").code()).isZero();

        assertThat(compared(compare.group(1), kept)).hasSize(4).allMatch(line -> line.startsWith("main,"));
    }

    private List<String> compared(String command, Path kept) throws Exception {
        Path now = Files.writeString(
                kept.resolveSibling("now.csv"), bench.run("export", "seals").out());
        Process bash = CleanProcess.of("bash", "-c", command + ' ' + kept)
                .redirectInput(now.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        // 1 is for no line.
        assertThat(bash.waitFor()).as(output).isBetween(0, 1);
        return output.lines().toList();
    }

    private String newestSeal() {
        return bench.run("export", "seals", "--account=main", "--no-header")
                .out()
                .lines()
                .reduce("", (a, b) -> b);
    }

    /** Doubles the BTC of sequence 2 in its rows, its response and all hashes but the seal. */
    private void forge() {
        String row = " where " + MAIN + " and sequence = 2";
        String response = " where response_id = (select response_id from snapshot" + row + ")";
        tamper(
                "update balance set balance = 3.00 where (account_id, response_time) ="
                        + " (select account_id, response_time from snapshot" + row + ") and currency = 'BTC'",
                "update balance_response set body = convert_to(replace(convert_from(body, 'UTF8'), '1.50', '3.00'), 'UTF8')"
                        + response,
                "update balance_response set body_sha256 = sha256(body)" + response,
                "update snapshot set content_sha256 = sha256(convert_to(E'spot BTC 3.00 1.25\\nspot ETH 2 0\\n', 'UTF8'))"
                        + row);
    }

    /** The session of the test's own connection is free of triggers once it has tampered. */
    private SealedChain chain() {
        return SealedChain.of(bench.database.sql(), 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"infinity", "-infinity", "4713-01-01 00:00:00+00 BC"})
    void everyInstantCanBeVerified(String instant) {
        tamper(
                "update snapshot set response_time = '" + instant + "' where " + MAIN + " and sequence = 3",
                "update snapshot set slot = '" + instant + "' where " + MAIN + " and sequence = 2");

        finds("main", List.of(2, 3));
    }

    @Test
    void aRangeAlwaysHasItsWholeChain() {
        tamper("update snapshot set seal = sha256('') where " + MAIN + " and sequence = 2");
        tamper("update balance set balance = 9 where " + MAIN + " and currency = 'ETH'");

        Workbench.Ended run = bench.run("verify", "--from=2019-05-01", "--to=2019-05-02", "--account=main");

        assertThat(run.code()).isEqualTo(65);
        assertThat(differences(run))
                .hasSize(2)
                .allMatch(
                        line -> line.matches("main .* \\(sequence [23]\\): its seal does not follow from its facts and"
                                + " the seal of sequence [12]"));
        assertThat(run.out()).contains("Checked: 1 snapshots, 1 balances, 5 seals.");
        assertThat(bench.run("verify", "--help").out())
                .contains("chain is always checked from its first seal to its newest");
    }

    private void remove(int sequence) {
        tamper(
                "delete from balance where (account_id, response_time) in (select account_id, response_time from snapshot"
                        + " where " + MAIN + " and sequence = " + sequence + ")",
                "delete from snapshot where " + MAIN + " and sequence = " + sequence);
    }

    private void removeItsResponse() {
        tamper("delete from balance_response r where not exists"
                + " (select from snapshot s where s.response_id = r.response_id)");
    }

    private void prune() {
        bench.database.sql().execute("update balance_response set body = null");
    }

    /** As a superuser can, whom no trigger and no foreign key stops. */
    private void tamper(String... statements) {
        Stream.of("snapshot", "balance", "balance_response", "account", "account_name")
                .forEach(table -> bench.database.sql().execute("alter table " + table + " disable trigger all"));
        Stream.of(statements).forEach(bench.database.sql()::execute);
    }

    /** Each of these sequences is reported, and nothing of the other account. */
    private void finds(String account, List<Integer> sequences) {
        Workbench.Ended run = bench.run("verify");

        assertThat(run.code()).as(run.out() + run.err()).isEqualTo(65);
        assertThat(run.err()).isEmpty();
        List<String> lines = differences(run);
        assertThat(lines).noneMatch(line -> line.startsWith("other "));
        for (int sequence : sequences) {
            assertThat(lines).anyMatch(line -> line.matches(account + " \\S+ \\(sequence " + sequence + "\\).*"));
        }
    }

    private static List<String> differences(Workbench.Ended run) {
        List<String> lines = run.out().lines().toList();
        return lines.subList(0, lines.size() - 1);
    }
}
