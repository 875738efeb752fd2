package dev.balancehistory.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.balancehistory.app.Workbench;
import dev.balancehistory.balance.Slot;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The checker finds each kind of damage, by the check that is for it. */
class CheckerTest {
    private static final String UNGUARDED = """
            alter table balance disable trigger all;
            alter table snapshot disable trigger all;
            alter table balance_response disable trigger all;
            """;

    @TempDir
    private Path folder;

    @Test
    void anUntouchedHistoryPasses() throws Exception {
        try (Trial trial = recorded()) {
            assertThat(trial.checker.check(folder)).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            delete from balance where currency = 'BTC' and response_time = (select min(response_time) from snapshot) | a snapshot that is not whole
            alter table balance drop constraint balance_pkey; insert into balance table balance limit 1 | a snapshot that is not whole
            alter table snapshot drop constraint snapshot_pkey cascade; alter table snapshot drop constraint snapshot_sequence_key; drop index snapshot_slot_key; insert into snapshot table snapshot limit 1 | a snapshot is recorded twice
            update balance set balance = balance + 0.00000001 where currency = 'BTC' | is recorded as
            update balance set balance = balance * 1.0 where currency = 'BTC' | is recorded as
            update balance set currency = 'EUR' where currency = 'BTC' | exported otherwise than served
            delete from balance where response_time = (select min(response_time) from snapshot); delete from snapshot where response_time = (select min(response_time) from snapshot) | acknowledged and not there: main 2026-01-01T00:00:00Z
            update balance set response_time = response_time + interval '1 ms'; update snapshot set response_time = response_time + interval '1 ms' | served was [nothing]
            update snapshot set seal = sha256(seal) where sequence = 2 | wrongly sealed: main
            update snapshot set time_source = 'own_clock' where sequence = 1 | wrongly sealed: main
            update account set name = 'niam' | wrongly sealed: niam
            update snapshot set sequence = 3 where sequence = 2 | out of sequence: main
            update balance set available_balance = available_balance * 1.0 where currency = 'BTC' | other balances than sealed: main
            update balance_response set body = set_bit(body, 8, 1) | another body than sealed: main
            update balance_response set body = convert_to('{}', 'UTF8') | kept otherwise than served
            update balance_response set state = 'received' | a pending response
            update balance_response set state = 'conflict', state_reason = 'x' | a response in conflict
            alter table balance_response drop constraint balance_response_pkey cascade; insert into balance_response overriding system value select (r).* from (select r from balance_response r limit 1) twice | a response stored twice
            update balance_response set body_sha256 = sha256('') | verify ends with 65
            update batch.batch_job_execution set status = 'STARTED' | a run without an end
            update batch.batch_job_execution set end_time = null | a run without an end
            update batch.batch_job_execution set exit_message = 'java.io.IOException: x' | a message that is not one line for people
            update batch.batch_step_execution set exit_message = concat('x', chr(10), 'y') | a message that is not one line for people
            update batch.batch_job_execution set exit_message = 'of key-main' | a secret is in the database
            update balance_response set body = convert_to('X-API-KEY: key-main', 'UTF8') | a secret is in the database
            insert into batch.batch_job_execution_context select job_execution_id, encode('a secret-main', 'base64') from batch.batch_job_execution limit 1 | a secret is in the database
            """)
    void damageIsFound(String damage, String found) throws Exception {
        try (Trial trial = recorded()) {
            trial.bench.database.sql().execute(UNGUARDED + damage);

            assertThat(trial.checker.check(folder)).anyMatch(line -> line.contains(found));
        }
    }

    @Test
    void aLockThatWasNotReleasedIsFound() throws Exception {
        try (Trial trial = recorded();
                Connection holder = trial.bench.database.dataSource().getConnection()) {
            holder.createStatement().execute("select pg_advisory_lock(1)");
            holder.setAutoCommit(false);
            holder.createStatement().execute("select from account_name for no key update");

            assertThat(trial.checker.finished())
                    .anyMatch(line -> line.contains("a lock") && line.contains("advisory"))
                    .anyMatch(line -> line.contains("a lock") && line.contains("RowShareLock"));
        }
    }

    @Test
    void aFetchedResponseThatWasLostIsFound() throws Exception {
        try (Trial trial = recorded()) {
            assertThat(trial.checker.fetchedAndLost()).isEmpty();
            trial.bench
                    .database
                    .sql()
                    .execute(UNGUARDED + "delete from balance; delete from snapshot; delete from balance_response;");

            assertThat(trial.checker.fetchedAndLost())
                    .hasSize(2)
                    .allMatch(line -> line.startsWith("fetched and lost: "));
            trial.checker.forgiveWhatWasServed();
            assertThat(trial.checker.fetchedAndLost()).isEmpty();
        }
    }

    @Test
    void aFetchedResponseIsFoundInTheSpool() throws Exception {
        try (Trial trial = recorded()) {
            trial.bench.database.sql().execute("""
                    create function reject() returns trigger language plpgsql
                        as $$ begin raise 'no room' using errcode = '53100'; end $$;
                    create trigger reject before insert on balance_response for each row execute function reject()
                    """);
            assertThat(trial.record(trial.nextSlot()).code()).isEqualTo(69);

            assertThat(trial.checker.fetchedAndLost()).isEmpty();
            assertThat(trial.checker.finished()).anyMatch(line -> line.startsWith("left in the spool: "));
        }
    }

    @Test
    void aPrintedSecretIsFound() throws Exception {
        try (Trial trial = recorded()) {
            trial.checker.saw(new Workbench.Ended(0, "", "X-API-SIGN by secret-main"));

            assertThat(trial.checker.finished()).singleElement().asString().contains("the output of a run");
            assertThat(trial.checker.finished()).isEmpty();
        }
    }

    @Test
    void aFileThatARunLeftIsFound() throws Exception {
        try (Trial trial = recorded()) {
            Files.createFile(folder.resolve(".x.csv.1.part"));

            assertThat(trial.checker.check(folder))
                    .isEqualTo(List.of("left behind: " + folder.resolve(".x.csv.1.part")));
        }
    }

    private static Trial recorded() throws Exception {
        Trial trial = Trial.of("main");
        for (int run = 0; run < 2; run++) {
            Slot slot = trial.nextSlot();
            assertThat(trial.record(slot).code()).isZero();
        }
        return trial;
    }
}
