package dev.balancehistory.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.balancehistory.localexchange.Holdings;
import dev.balancehistory.localexchange.Misbehaviour;
import dev.balancehistory.report.HistoryWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No text from outside forges a line of the program or controls the terminal that shows it. */
class ForgedLinesTest {
    private static final String FORGED = "x\r\nforged\u001b[2J\u0000\u009b\u202e";

    /** The same text, escaped as in JSON. */
    private static final String IN_JSON = "x\\r\\nforged\\u001b[2J\\u0000\\u009b\\u202e";

    /** The same in the name of a file, which can't have a NUL. */
    private static final String IN_NAMES = FORGED.replace("\u0000", "");

    @TempDir
    private Path folder;

    private Workbench bench;

    @BeforeEach
    void open() {
        bench = new Workbench().account("main", Holdings.seed());
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void anExchangeForgesNoLine() {
        String response =
                "{\"timezone\":\"UTC\",\"responseTime\":1767225600000,\"statusCode\":%s,\"statusMessage\":\"%s\","
                        + "\"responseData\":[{\"currency\":\"%s\",\"balance\":1,\"availableBalance\":1}]}";
        bench.exchange.next(
                "key-main",
                Misbehaviour.body(response.formatted("6001", IN_JSON, "BTC")),
                Misbehaviour.body(response.formatted("1000", "SUCCESS", IN_JSON)),
                Misbehaviour.body(response.formatted("\"" + IN_JSON + "\"", "SUCCESS", "BTC")),
                Misbehaviour.body(FORGED),
                Misbehaviour.httpStatus(403, "text/html", FORGED));
        for (int i = 0; i < 5; i++) {
            Workbench.Ended run = bench.run("record");
            assertThat(run.code()).as(run.err()).isNotZero();
            assertThat(run.err()).contains("account main: ");
            isHonest(run);
        }
        assertThat(bench.database.rows("select state_reason from balance_response where state_reason is null"))
                .isEmpty();
        isHonest(bench.run("status"));
        isHonest(bench.run("doctor"));
        Workbench.Ended runs = bench.run("export", "runs", "--no-header");
        assertThat(runs.out().lines()).hasSize(5);
        isHonest(runs);
    }

    @Test
    void anArchiveForgesNoLine() throws IOException {
        Path inside = Files.createDirectories(folder.resolve(IN_NAMES));
        Path lines = Files.writeString(
                inside.resolve(IN_NAMES + ".ndjson"), "{\"statusMessage\":\"" + IN_JSON + "\"}\n\u001b[2Jforged\n");
        Path csv = Files.writeString(
                folder.resolve("a.csv"),
                "account,exchange,response_time,wallet,currency,balance,available_balance,locked_balance,time_source,"
                        + "origin\n"
                        + "\"" + IN_NAMES + "\",bitfront,2026-01-01T00:00:00.000Z,spot,BTC,1,1,0,body,observed\n"
                        + "main,bitfront,2026-01-02T00:00:00.000Z,spot,\"" + IN_NAMES + "\",1,1,0,body,observed\n"
                        + "main,bitfront,\"" + IN_NAMES + "\",spot,BTC,1,1,0,body,observed\n"
                        + "main,\"" + IN_NAMES + "\",2026-01-03T00:00:00.000Z,spot,BTC,1,1,0,body,observed\n"
                        + "main,bitfront,2026-01-04T00:00:00.000Z,\"" + IN_NAMES + "\",BTC,1,1,0,body,observed\n"
                        + "main,bitfront,2026-01-05T00:00:00.000Z,spot,BTC,1,1,0,\"" + IN_NAMES + "\",observed\n"
                        + "main,bitfront,2026-01-06T00:00:00.000Z,spot,BTC,1,1,0,body,\"" + IN_NAMES + "\"\n");

        Path twice =
                Files.writeString(folder.resolve(IN_NAMES + ".ndjson"), conflicting(1) + "\n" + conflicting(2) + "\n");

        for (Path path : List.of(inside, lines, csv, twice)) {
            Workbench.Ended run = bench.run("import", path.toString(), "--account=main");
            assertThat(run.code()).as(run.err()).isIn(0, 64, 65);
            isHonest(run);
        }
        isHonest(bench.run("import", folder.resolve(IN_NAMES + "not there").toString(), "--account=main"));
    }

    private static String conflicting(int balance) {
        return "{\"timezone\":\"UTC\",\"responseTime\":1767225600000,\"statusCode\":1000,\"statusMessage\":\"SUCCESS\","
                + "\"responseData\":[{\"currency\":\"BTC\",\"balance\":" + balance + ",\"availableBalance\":1}]}";
    }

    @Test
    void aFileNameInTheSpoolForgesNoLine() throws IOException {
        Files.createDirectories(bench.spool);
        Files.writeString(bench.spool.resolve(IN_NAMES + ".response"), "no response");

        Workbench.Ended run = bench.run("record");

        assertThat(run.err()).contains("x??forged?").contains("is corrupt");
        isHonest(run);
    }

    @Test
    void theDatabaseForgesNoLine() {
        new HistoryWriter(bench.database.sql()).account("main", "1 day", "2020-01-01T00:00:00Z");
        bench.database
                .sql()
                .update(
                        "insert into balance_response (account_id, origin, received_at, format, state, state_reason)"
                                + " values (1, 'observed', now(), 'bitfront/1', 'failed', ?)",
                        IN_NAMES);

        Workbench.Ended status = bench.run("status");
        assertThat(status.out()).contains("main: x??forged?");
        isHonest(status);
        isHonest(bench.run("doctor", "--spring.datasource.url=" + bench.database.url() + "\u001b[2J\u202e"));
    }

    @Test
    void anErrorOfTheDatabaseForgesNoLine() {
        bench.database.sql().execute("""
                create function reject() returns trigger language plpgsql
                    as $$ begin raise exception E'x\\u001b[2Jforged\\u202e' using errcode = '53100'; end $$;
                create trigger reject before insert on snapshot for each statement execute function reject()
                """);

        Workbench.Ended run = bench.run("record");

        assertThat(run.err()).contains("x?[2Jforged?");
        isHonest(run);
    }

    @Test
    void theCommandLineForgesNoLine() {
        Stream.of(
                        new String[] {FORGED},
                        new String[] {"record", FORGED},
                        new String[] {"record", "--" + FORGED},
                        new String[] {"record", "--slot=" + FORGED},
                        new String[] {"record", "--account=" + FORGED},
                        new String[] {"record", "--recorder.deadline=" + FORGED},
                        new String[] {"record", "--recorder." + IN_NAMES + "=1"},
                        new String[] {"record", "--recorder.accounts." + IN_NAMES + ".api-key=1"},
                        new String[] {"record", "--spring.datasource.url=jdbc:postgresql:" + FORGED},
                        new String[] {"record", "--spring.config.import=" + IN_NAMES},
                        new String[] {"status", "--max-age=" + FORGED},
                        new String[] {"export", FORGED},
                        new String[] {"export", "history", "--output=" + folder.resolve("no") + "/" + IN_NAMES},
                        new String[] {"export", "history", "--output=" + FORGED},
                        new String[] {"import", FORGED, "--account=main"},
                        new String[] {"verify", "--account=" + FORGED})
                .forEach(command -> {
                    Workbench.Ended run = bench.run(command);
                    assertThat(run.err())
                            .as(String.join(" ", command))
                            .isNotEmpty()
                            .doesNotContain("\tat ");
                    isHonest(run);
                });
    }

    private static void isHonest(Workbench.Ended run) {
        for (String text : List.of(run.out(), run.err())) {
            assertThat(text).doesNotContainPattern("[\r\u0000\u001b\u009b\u202e]");
            assertThat(text.lines()).noneMatch(line -> line.startsWith("forged"));
        }
    }
}
