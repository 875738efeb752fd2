package dev.balancehistory.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.balancehistory.localexchange.Holdings;
import dev.balancehistory.localexchange.Misbehaviour;
import dev.balancehistory.localexchange.Settings;
import dev.balancehistory.support.Patience;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The spool of a process that is stopped, or whose disk is full. */
class SpoolIT {
    @TempDir
    private Path folder;

    private Workbench bench;

    @BeforeEach
    void open() {
        bench = new Workbench(Settings.strict().withoutRateLimits()).account("main", Holdings.seed());
    }

    @AfterEach
    void close() {
        bench.close();
    }

    /** The database hangs without an end: only the program's own limit leaves time for the spool. */
    @Test
    @Tag("D8")
    @Tag("K3")
    void aStoppedRunSpoolsItsResponsesWithinTheGracePeriod() throws Exception {
        bench.option(
                "--spring.datasource.url=" + bench.database.url() + "?socketTimeout=0&options=-c%20lock_timeout=0");
        CountDownLatch response = new CountDownLatch(1);
        bench.exchange.next("key-main", Misbehaviour.held(response));
        Workbench.Ended run;
        try (Connection gate = bench.database.dataSource().getConnection();
                Child child = bench.start(folder, "", "record")) {
            assertThat(bench.exchange.awaitRequests("key-main", 1, Patience.LIMIT))
                    .isTrue();
            gate.setAutoCommit(false);
            gate.createStatement().execute("lock table balance_response in exclusive mode");
            child.terminateKnowingly();
            response.countDown();
            run = child.ended();
        }

        assertThat(run.code()).as(run.err()).isEqualTo(143);
        assertThat(run.err()).contains("account main:").contains("the response is stored in " + bench.spool);
        assertThat(bench.spooled()).hasSize(1);
        assertThat(bench.run("record").code()).isZero();
        assertThat(texts("select origin || ' ' || state from balance_response order by 1"))
                .containsExactly("observed recorded", "spooled recorded");
        assertThat(bench.spooled()).isEmpty();
    }

    /** As on a full disk, a write of the file ends in the middle. */
    @Test
    @Tag("F6")
    void aFullDiskIsReportedAndLeavesNoPartialFile() throws Exception {
        bench.database
                .sql()
                .execute("create function reject() returns trigger language plpgsql as $$ begin"
                        + " raise exception 'no room' using errcode = '53100'; end $$");
        bench.database
                .sql()
                .execute("create trigger reject before insert on balance_response"
                        + " for each row execute function reject()");
        Workbench.Ended run;
        // No file is larger than 1 KiB: the start of the response and the messages of the run fit.
        String script = "trap '' XFSZ; ulimit -f 1; exec \"$@\"";
        bench.exchange.next("key-main", Misbehaviour.body("[" + " ".repeat(8_000) + "]"));
        try (Child child = bench.startIn(script, folder, "-XX:-UsePerfData", "record")) {
            run = child.ended();
        }

        assertThat(run.code()).as(run.err()).isEqualTo(69);
        assertThat(run.err())
                .contains("account main: the database is not available")
                .contains(
                        "the response is lost, since the spool failed too: spool: " + bench.spool + " can't be written")
                .doesNotContain("\tat ");
        assertThat(bench.spooled()).isEmpty();
    }

    private List<String> texts(String query) {
        return bench.database.sql().queryForList(query, String.class);
    }
}
