package dev.balancehistory.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.balancehistory.app.Workbench;
import dev.balancehistory.balance.Slot;
import dev.balancehistory.localexchange.Holdings;
import dev.balancehistory.localexchange.Misbehaviour;
import dev.balancehistory.localexchange.Settings;
import dev.balancehistory.localexchange.WireFault;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A fault of one account or one run does not affect the others. */
class BadCompanyTest {
    private static final int ACCOUNTS = 200;

    /** Ten thousand accounts, without the bad ones, are what the benchmarks measure. */
    @Test
    @Tag("S3")
    @Tag("S4")
    void aSlowAccountAndOneOverItsRateLimitBlockNoOther() {
        try (Workbench bench = new Workbench(Settings.strict().withoutRateLimits())) {
            for (int i = 0; i < ACCOUNTS; i++) {
                bench.account("a" + i, Holdings.moving(i));
            }
            bench.exchange.always("key-a3", WireFault.silent());
            bench.exchange.always("key-a7", Misbehaviour.statusCode(6004, "too many requests"));

            Workbench.Ended run = bench.run(
                    "record",
                    "--quiet",
                    "--recorder.http.read-timeout=20s",
                    "--recorder.http.max-attempts=1",
                    // Too short for the pause after the second 6004, a minute.
                    "--recorder.deadline=59s");

            assertThat(run.code()).as(run.err()).isIn(69, 75);
            assertThat(run.err())
                    .contains("account a3: no response from 127.0.0.1")
                    .contains("account a7: the exchange reports 6004");
            assertThat(bench.database.count("select from snapshot")).isEqualTo(ACCOUNTS - 2);
        }
    }

    @Test
    @Tag("K6")
    void aRunOfUnknownEndBlocksNoOther() throws Exception {
        try (Trial trial = Trial.of("main")) {
            Slot slot = trial.nextSlot();
            trial.bench.database.sql().execute("""
                    create function reject() returns trigger language plpgsql
                        as $$ begin raise 'no room' using errcode = '53100'; end $$;
                    create trigger reject before insert on snapshot for each row execute function reject()
                    """);
            assertThat(trial.record(slot).code()).isEqualTo(69);
            trial.bench.database.sql().execute("drop trigger reject on snapshot");
            trial.bench.database.sql().execute("update batch.batch_job_execution set status = 'UNKNOWN'");

            Workbench.Ended next = trial.record(trial.nextSlot());
            Workbench.Ended again = trial.record(slot);

            assertThat(next.code()).as(next.err()).isZero();
            assertThat(next.err()).contains("response 1 of another run is recorded");
            assertThat(again.code()).as(again.err()).isZero();
            assertThat(trial.bench.exchange.requests("key-main")).isEqualTo(2);
        }
    }
}
