package dev.balancehistory.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.balancehistory.localexchange.Holding;
import dev.balancehistory.localexchange.Holdings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An exported history, imported elsewhere, is the same history: to the byte, and to the seal. */
@Tag("I3")
class ImportRoundTripTest {
    private static final String HEADER = "account,exchange,response_time,wallet,currency,balance,available_balance,"
            + "locked_balance,time_source,origin\n";

    /** In the order of an export: by account, time, wallet and currency, as bytes. */
    private static final String HISTORY = """
            fund-1,kraken,2019-01-01T00:00:00.000Z,futures,XXBT,-1.50,-2.000,0.500,exchange_clock,observed
            fund-1,kraken,2019-01-01T00:00:00.000Z,spot,XXBT,0.000000000000000001,0.000000000000000000,0.000000000000000001,exchange_clock,observed
            fund-1,kraken,2019-01-01T00:00:00.000Z,spot,ZEUR,1500.00,1500.00,0.00,exchange_clock,observed
            fund-1,kraken,2019-01-02T00:00:00.001Z,spot,XXBT,0,0,0,http_date,imported
            fund-1,kraken,2019-01-03T00:00:00.999Z,spot,XXBT,9999999999999999999999999999999999999999,0.000000000000000000000000000001,9999999999999999999999999999999999999998.999999999999999999999999999999,own_clock,spooled
            fund-1,kraken,2019-01-03T00:00:00.999Z,spot,ZEUR,9999999999999999999999999999999999999999,-1,10000000000000000000000000000000000000000,own_clock,spooled
            fund-1,kraken,2019-01-03T00:00:00.999Z,spot,ZUSD,-9999999999999999999999999999999999999999,9999999999999999999999999999999999999999,-19999999999999999999999999999999999999998,own_clock,spooled
            main,bitfront,2018-05-02T05:43:21.363Z,spot,BTC,1.50,1.25,0.25,body,observed
            main,bitfront,2018-05-02T05:43:21.363Z,spot,btc,1,1,0,body,observed
            main,bitfront,2018-05-02T05:43:21.363Z,spot,币安人生,0.10,0.1,0.00,body,observed
            main,bitfront,2018-05-02T05:43:21.363Z,spot,🚀,-0.01,0.0,-0.01,body,observed
            main,bitfront,2024-02-29T23:59:59.999Z,spot,"a,""b;",1000000000000000000,1000000000000000000.000,0.000,imported,imported
            """;

    @TempDir
    private Path folder;

    @Test
    void eachGenerationHasTheSameBytesAndSeals() throws IOException {
        Path file = Files.writeString(folder.resolve("history.csv"), HEADER + HISTORY);
        try (Workbench first = new Workbench();
                Workbench second = new Workbench();
                Workbench third = new Workbench()) {
            imported(first, file, 5);
            // Other keys of accounts and responses, and other ways to the same lines.
            imported(second, other(), 1);
            imported(second, shuffled(), 5);

            assertThat(history(first)).isEqualTo(HEADER + HISTORY);
            assertThat(history(second, "--account=fund-1", "--account=main")).isEqualTo(HEADER + HISTORY);
            assertThat(seals(first)).hasSize(5);
            assertThat(seals(second, "--account=fund-1", "--account=main")).isEqualTo(seals(first));

            Path again = folder.resolve("again.csv.gz");
            assertThat(first.run("export", "history", "--excel", "--output=" + again)
                            .code())
                    .isZero();
            imported(third, again, 5, "--zone=UTC");
            assertThat(history(third)).isEqualTo(HEADER + HISTORY);
            assertThat(seals(third)).isEqualTo(seals(first));
        }
    }

    @Test
    void aRecordedHistoryHasTheSameBytesAndSealsAfterAnImport() throws IOException {
        Path file = folder.resolve("history.csv");
        try (Workbench recorder = new Workbench();
                Workbench first = new Workbench();
                Workbench second = new Workbench()) {
            recorder.account("main", Holdings.moving(1));
            recorder.account("other", Holdings.fixed(new Holding("币安人生", "1E-18", "-0.0")));
            assertThat(recorder.run("record", "--slot=2026-01-01T00:00:00Z").code())
                    .isZero();
            assertThat(recorder.run("record").code()).isZero();
            assertThat(recorder.run("export", "history", "--output=" + file).code())
                    .isZero();

            imported(first, file, 4);
            imported(second, file, 4);

            assertThat(history(first)).isEqualTo(history(recorder)).isEqualTo(Files.readString(file));
            assertThat(seals(first))
                    .as("of other responses and without the slot")
                    .isNotEqualTo(seals(recorder))
                    .isEqualTo(seals(second));
        }
    }

    private Path other() throws IOException {
        String line = "aaa,okx,2020-01-01T00:00:00.000Z,trading,BTC,1,1,0,exchange_clock,observed\n";
        return Files.writeString(folder.resolve("other.csv"), HEADER + line);
    }

    /** Returns a file with the lines in another order, some of them twice, in another dialect. */
    private Path shuffled() throws IOException {
        List<String> lines = new ArrayList<>((HISTORY + HISTORY).lines().toList());
        Collections.shuffle(lines, new Random(1));
        return Files.writeString(folder.resolve("shuffled.csv"), "\ufeff" + HEADER + String.join("\r\n", lines));
    }

    private static void imported(Workbench bench, Path file, int snapshots, String... options) {
        List<String> command = new ArrayList<>(List.of("import", file.toString()));
        command.addAll(List.of(options));
        Workbench.Ended run = bench.run(command.toArray(String[]::new));
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).contains(snapshots + " recorded");
        Workbench.Ended verified = bench.run("verify");
        assertThat(verified.code()).as(verified.out()).isZero();
    }

    private static String history(Workbench bench, String... options) {
        return exported(bench, "history", options);
    }

    /** Returns the lines without the time of recording, which no seal covers. */
    private static List<String> seals(Workbench bench, String... options) {
        return exported(bench, "seals", options)
                .lines()
                .skip(1)
                .map(line -> {
                    String[] cells = line.split(",");
                    assertThat(cells).hasSize(5);
                    return String.join(",", cells[0], cells[1], cells[2], cells[4]);
                })
                .toList();
    }

    private static String exported(Workbench bench, String report, String... options) {
        List<String> command = new ArrayList<>(List.of("export", report));
        command.addAll(List.of(options));
        Workbench.Ended run = bench.run(command.toArray(String[]::new));
        assertThat(run.code()).as(run.err()).isZero();
        return run.out();
    }
}
