package dev.balancehistory.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An exported history cannot add a snapshot that would be the latest permanently. */
class ImportedTimesTest {
    private static final String HEADER = "account,exchange,response_time,wallet,currency,balance,available_balance,"
            + "locked_balance,time_source,origin\n";

    private final Workbench bench = new Workbench();

    @TempDir
    private Path folder;

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    @Tag("T5")
    void aSnapshotOfAnImpossibleTimeIsRejectedAndTheRestIsRecorded() throws IOException {
        Path file = Files.writeString(
                folder.resolve("history.csv"),
                HEADER
                        + line("2008-12-31T23:59:59.999Z")
                        + line("2020-01-01T00:00:00Z")
                        + line("2999-01-01T00:00:00Z"));

        Workbench.Ended run = bench.run("import", file.toString());

        assertThat(run.code()).as(run.err()).isEqualTo(65);
        assertThat(run.err())
                .contains("the snapshot of main at 2008-12-31T23:59:59.999Z lies before 2009 or more than a day ahead")
                .contains("the snapshot of main at 2999-01-01T00:00:00Z lies before 2009 or more than a day ahead");
        assertThat(bench.database.sql().queryForList("select response_time::text from snapshot", String.class))
                .hasSize(1)
                .allMatch(time -> time.startsWith("2020-01-01"));
        assertThat(bench.database
                        .sql()
                        .queryForList("select state from balance_response order by response_time", String.class))
                .containsExactly("rejected", "recorded", "rejected");
        assertThat(bench.run("verify").code()).isZero();
    }

    @Test
    @Tag("T5")
    void aTimeOutOfTheDatabasesRangeIsNotRead() throws IOException {
        for (String time : List.of("+10000-01-01T00:00:00Z", "+1000000000-12-31T23:59:59Z", "0000-12-31T23:59:59Z")) {
            Path file = Files.writeString(folder.resolve("history.csv"), HEADER + line(time));

            Workbench.Ended run = bench.run("import", "--account=main", file.toString());

            assertThat(run.code()).as(run.err()).isEqualTo(65);
            assertThat(run.err()).contains(":2: the line has a response_time that is not in the years 1 to 9999");
        }
    }

    private static String line(String time) {
        return "main,bitfront," + time + ",spot,BTC,1.50,1.00,0.50,body,observed\n";
    }
}
