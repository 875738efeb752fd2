package dev.balancehistory.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.balancehistory.archive.Archive;
import dev.balancehistory.balance.Balance;
import dev.balancehistory.balance.ResponseBody;
import dev.balancehistory.balance.TimeSource;
import dev.balancehistory.exchange.AccountExchanges;
import dev.balancehistory.exchange.Adapters;
import dev.balancehistory.exchange.Reading;
import dev.balancehistory.exchange.ResponseReader;
import dev.balancehistory.exchange.SingleRequestSource;
import dev.balancehistory.job.OneTimeJobs;
import dev.balancehistory.postgres.TestDatabase;
import dev.balancehistory.process.Outcome;
import dev.balancehistory.process.Problem;
import dev.balancehistory.report.HistoryWriter;
import dev.balancehistory.support.Beans;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.support.GenericApplicationContext;

/** Imports the responses of an exchange that is not the default one, and whose responses may not state their time. */
class ImportHistoryTest {
    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

    @TempDir
    private Path folder;

    private final TestDatabase database = TestDatabase.migrated();
    private final List<String> malformations = new ArrayList<>();
    private List<String> wallets = List.of();

    @AfterEach
    void close() {
        database.close();
    }

    private Imported imports(String lines) throws IOException {
        return imports(lines, imports -> {});
    }

    private Imported imports(String lines, Consumer<ImportHistory> before) throws IOException {
        Path file = Files.writeString(folder.resolve("a.ndjson"), lines);
        ImportRequest request = new ImportRequest(List.of(file.toString()), "main", false, false, CsvForm.PLAIN);
        try (GenericApplicationContext context = Beans.with(Map.of(
                "spring.datasource.url", database.url(),
                "spring.datasource.username", database.user(),
                "spring.datasource.password", database.password()))) {
            ImportHistory imports = new ImportHistory(
                    context.getBean(Archive.class).dataSource(),
                    database.dataSource(),
                    context.getBean(OneTimeJobs.class),
                    new Adapters(List.of(new Plain().entry()), Map.of()),
                    new Plainly(),
                    1 << 20,
                    InstantSource.fixed(NOW));
            before.accept(imports);
            return imports.run(request, InputStream.nullInputStream(), malformations::add, null);
        }
    }

    @Test
    void theNextImportContinuesAStoppedOne() throws IOException {
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> imports("at 2025-12-31T00:00:00Z BTC 1", ImportHistoryTest::stop))
                .satisfies(e -> assertThat(e.outcome()).isEqualTo(Outcome.STOPPED));

        assertThat(database.count("select from balance_response")).isZero();
        assertThat(database.rows("select job, status, exit_code from run_history"))
                .containsExactly("{\"job\":\"importBalances\",\"status\":\"STOPPED\",\"exit_code\":143}");
        assertThat(imports("at 2025-12-31T00:00:00Z BTC 1").recorded()).isOne();
    }

    private static void stop(ImportHistory imports) {
        try {
            assertThat(imports.stop(Duration.ZERO)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aNewAccountTakesTheConfiguredExchange() throws IOException {
        Imported imported = imports("at 2025-12-31T00:00:00Z BTC 1.50\nat 2025-12-31T00:01:00Z BTC 2");

        assertThat(imported.recorded()).isEqualTo(2);
        assertThat(database.rows("select name, exchange from account"))
                .containsExactly("{\"name\":\"main\",\"exchange\":\"plain\"}");
        assertThat(database.rows("select distinct format, status, time_source from balance_response"))
                .containsExactly("{\"format\":\"plain/1\",\"status\":null,\"time_source\":\"body\"}");
    }

    @Test
    void aResponseThatDoesNotStateItsTimeIsRejected() throws IOException {
        Imported imported = imports("at 2025-12-31T00:00:00Z BTC 1.50\nBTC 2");

        assertThat(imported.recorded()).isOne();
        assertThat(imported.rejected()).isOne();
        String reason = folder.resolve("a.ndjson") + ":2: it does not state the time of the response";
        assertThat(malformations).containsExactly(reason);
        assertThat(database.rows("select state, state_reason, format, response_time, time_source,"
                        + " convert_from(body, 'UTF8') as body from balance_response where response_id = 2"))
                .containsExactly("{\"state\":\"rejected\",\"state_reason\":\"" + reason + "\",\"format\":\"plain/1\","
                        + "\"response_time\":null,\"time_source\":null,\"body\":\"BTC 2\"}");
    }

    @Test
    void aFailureThatDoesNotStateItsTimeIsStored() throws IOException {
        Imported imported = imports("failed\nat 2025-12-31T00:00:00Z BTC 1.50");

        assertThat(imported.failed()).isOne();
        assertThat(imported.recorded()).isOne();
        assertThat(database.rows("select state, state_reason, response_time, time_source from balance_response"
                        + " where state <> 'recorded'"))
                .containsExactly("{\"state\":\"failed\",\"state_reason\":\"E1 busy\",\"response_time\":null,"
                        + "\"time_source\":null}");
    }

    @Test
    void aSnapshotThatLacksAConfiguredWalletIsRecordedWithOneWarning() throws IOException {
        wallets = List.of("spot", "margin");

        Imported imported = imports("at 2025-12-31T00:00:00Z BTC 1.50\nat 2025-12-31T00:01:00Z BTC 2");

        assertThat(imported.recorded()).isEqualTo(2);
        assertThat(malformations)
                .containsExactly(folder.resolve("a.ndjson") + ":1: warning: the response has only the wallet spot; the"
                        + " account main also has margin, which this snapshot and similar ones lack");
    }

    @Test
    void aSnapshotThatLacksAWalletOfTheHistoryIsRecordedWithAWarning() throws IOException {
        new HistoryWriter(database.sql()).account("main", null, "2025-01-01T00:00:00Z");
        database.sql().execute("set session_replication_role = replica; update account set exchange = 'plain'");
        new HistoryWriter(database.sql())
                .snapshot("main", Instant.parse("2025-01-01T00:00:00Z"), "spot BTC 1 1", "margin BTC 1 1");

        imports("at 2025-12-31T00:00:00Z BTC 1.50");

        assertThat(malformations).singleElement().asString().contains("also has margin");
    }

    @Test
    void aBugInTheReaderBlocksNoOtherResponse() throws IOException {
        Imported imported = imports("at 2025-12-31T00:00:00Z BTC 1.50\nbug\nat 2025-12-31T00:01:00Z BTC 2");

        assertThat(imported.recorded()).isEqualTo(2);
        assertThat(malformations)
                .containsExactly(folder.resolve("a.ndjson") + ":2: the reader failed: UnsupportedOperationException");
    }

    /** Responses are {@code [at INSTANT] CURRENCY AMOUNT}, or {@code failed}. */
    private static final class PlainReader implements ResponseReader {
        @Override
        public String format() {
            return "plain/1";
        }

        @Override
        public Reading read(ResponseBody body, Instant receivedAt) {
            String[] words = new String(body.bytes(), StandardCharsets.UTF_8).split(" ");
            if (words[0].equals("bug")) {
                throw new UnsupportedOperationException();
            }
            if (words[0].equals("failed")) {
                return new Reading.Failure(null, "E1", "busy");
            }
            int first = words[0].equals("at") ? 2 : 0;
            BigDecimal amount = new BigDecimal(words[first + 1]);
            return new Reading.Success(
                    List.of(new Balance("spot", words[first], amount, amount)),
                    first == 0 ? null : Instant.parse(words[1]),
                    null,
                    null);
        }
    }

    private final class Plainly implements AccountExchanges {
        @Override
        public String exchangeOf(String account) {
            return account.equals("main") ? "plain" : "bitfront";
        }

        @Override
        public Map<String, String> exchanges() {
            return Map.of();
        }

        @Override
        public List<String> walletsOf(String account) {
            return wallets;
        }

        @Override
        public boolean isConfigured(String account) {
            return true;
        }
    }

    private static final class Plain extends SingleRequestSource {
        Plain() {
            super("plain");
        }

        @Override
        public ResponseReader reader() {
            return new PlainReader();
        }

        @Override
        public TimeSource timeSource() {
            return TimeSource.EXCHANGE_CLOCK;
        }
    }
}
