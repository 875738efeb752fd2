package dev.balancehistory.benchmark;

import dev.balancehistory.postgres.Embedded;
import dev.balancehistory.release.Release;
import dev.balancehistory.support.CleanProcess;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.util.FileSystemUtils;

/**
 * Imports a year of minutes for each account with the program, and packs it. The reports of the first account have to be
 * the same before and after. At the end the history is verified, and the statement of the year is written. Arguments: the
 * number of accounts (5), that of currencies (40), and that of the copies to add to the accounts for the statement (7).
 * Needs the release folder, and for the default some 30 GB of disk space.
 */
public final class PackedYears {
    private static final Instant START = Instant.parse("2025-01-01T00:00:00Z");
    private static final Instant END = Instant.parse("2026-01-01T00:00:00Z");
    /** Reports that do not depend on the current time. */
    private static final List<String> REPORTS = List.of(
            "close --period=day --from=2025-01-01 --to=2026-01-01",
            "close --period=month --zone=Asia/Seoul --from=2025-02 --to=2025-12",
            "as-of --at=2025-05-05T05:05:05Z",
            "change --from=2025-03-01 --to=2025-09-01",
            "moves --from=2025-06-01 --to=2025-07-01",
            "locked",
            "days --from=2025-01-01 --to=2026-01-01",
            "seals",
            "history --from=2025-06-01 --to=2025-07-01");

    /** Copies the packed account 1, without the triggers. Nothing verifies the copies. */
    private static final String COPY = """
            set session_replication_role = replica;
            insert into account_name (account_id, name)
            overriding system value values (%1$s, 'copy%1$s');
            insert into account (account_id, name, exchange, expected_interval)
            select %1$s, 'copy%1$s', exchange, expected_interval from account where account_id = 1;
            insert into snapshot (account_id, response_time, slot, response_id, time_source, currency_count,
                                  content_sha256, sequence, seal)
            select %1$s, response_time, slot, response_id, time_source, currency_count, content_sha256, sequence, seal
              from snapshot where account_id = 1;
            insert into balance
            select %1$s, response_time, wallet, currency, balance, available_balance from balance where account_id = 1;
            insert into balance_series
            select %1$s, first_time, wallet, currency, balances, available from balance_series where account_id = 1;
            create temporary table copied as select * from balance_chunk where account_id = 1;
            update copied set account_id = %1$s;
            insert into balance_chunk select * from copied;
            drop table copied
            """;

    private final EmbeddedPostgres postgres;
    private final Path folder;
    private final int currencies;

    private PackedYears(EmbeddedPostgres postgres, Path folder, int currencies) {
        this.postgres = postgres;
        this.folder = folder;
        this.currencies = currencies;
    }

    /** Measures, and prints a line for each step. */
    public static void main(String[] args) throws Exception {
        int accounts = args.length > 0 ? Integer.parseInt(args[0]) : 5;
        int currencies = args.length > 1 ? Integer.parseInt(args[1]) : 40;
        int copies = args.length > 2 ? Integer.parseInt(args[2]) : 7;
        Path folder = Files.createTempDirectory("packed-years");
        try (EmbeddedPostgres postgres = Embedded.durable()
                .setServerConfig("max_wal_size", "4GB")
                .setServerConfig("shared_buffers", "512MB")
                .start()) {
            new PackedYears(postgres, folder, currencies).measure(accounts, copies);
        } finally {
            FileSystemUtils.deleteRecursively(folder);
        }
    }

    private void measure(int accounts, int copies) throws Exception {
        program("migrate");
        for (int account = 1; account <= accounts; account++) {
            imported("account" + account, account);
            Map<String, String> rows = account == 1 ? reports() : Map.of();
            print("pack", program("pack", "--recorder.pack.after=7d"));
            sql("vacuum analyze");
            if (account == 1) {
                compare(rows, reports());
            }
        }
        sizes();
        print("verify", program("verify"));
        for (int copy = accounts + 1; copy <= accounts + copies; copy++) {
            sql(COPY.formatted(copy));
        }
        sql("vacuum analyze");
        print("statement of one account", statement("--account=account1"));
        print("statement of " + (accounts + copies) + " accounts", statement());
    }

    private static void print(String what, double seconds) {
        System.out.printf(Locale.ROOT, "%s: %.1f s%n", what, seconds);
    }

    private void imported(String account, int seed) throws Exception {
        Process program = start(List.of(
                "import", "-", "--account=" + account, "--recorder.accounts." + account + ".exchange=bitfront"));
        long start = System.nanoTime();
        long lines = 0;
        try (BufferedWriter out = program.outputWriter(StandardCharsets.UTF_8)) {
            Random random = new Random(seed);
            BigDecimal[] amounts = new BigDecimal[currencies];
            for (int i = 0; i < currencies; i++) {
                amounts[i] = BigDecimal.valueOf(random.nextLong(100_000_000_000L), 8);
            }
            for (long at = START.toEpochMilli(); at < END.toEpochMilli(); at += 60_000) {
                out.write(response(at + random.nextInt(1_000), amounts, random));
                out.write('\n');
                lines++;
            }
        }
        ended(program, "import");
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf(
                Locale.ROOT,
                "%s: %,d balances imported in %.1f s, %,.0f a second%n",
                account,
                lines * currencies,
                seconds,
                lines * currencies / seconds);
    }

    /** Three currencies are traded and change in 15 % of the responses, the others in 0.5 %. */
    private static String response(long time, BigDecimal[] amounts, Random random) {
        StringBuilder entries = new StringBuilder();
        for (int i = 0; i < amounts.length; i++) {
            if (random.nextDouble() < (i < 3 ? 0.15 : 0.005)) {
                amounts[i] = amounts[i]
                        .add(BigDecimal.valueOf(random.nextLong(2_000_000_000L) - 1_000_000_000L, 8))
                        .abs();
            }
            entries.append(i == 0 ? "" : ",")
                    .append("{\"currency\":\"C")
                    .append(100 + i)
                    .append("\",\"balance\":")
                    .append(amounts[i].toPlainString())
                    .append(",\"availableBalance\":")
                    .append(amounts[i].toPlainString())
                    .append('}');
        }
        return "{\"timezone\":\"UTC\",\"responseTime\":" + time
                + ",\"statusCode\":1000,\"statusMessage\":\"SUCCESS\",\"responseData\":[" + entries + "]}";
    }

    /** Returns the hash of each report, and prints its time. */
    private Map<String, String> reports() throws Exception {
        Map<String, String> hashes = new LinkedHashMap<>();
        for (String report : REPORTS) {
            List<String> command = new ArrayList<>(List.of("export"));
            command.addAll(List.of(report.split(" ")));
            command.add("--account=account1");
            Process program = start(command);
            program.outputWriter().close();
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            long start = System.nanoTime();
            try (InputStream in = new DigestInputStream(program.getInputStream(), digest)) {
                in.transferTo(OutputStream.nullOutputStream());
            }
            ended(program, report);
            print("export " + report, (System.nanoTime() - start) / 1e9);
            hashes.put(report, HexFormat.of().formatHex(digest.digest()));
        }
        return hashes;
    }

    private static void compare(Map<String, String> rows, Map<String, String> packed) {
        if (!rows.equals(packed)) {
            throw new IllegalStateException("as rows " + rows + ", packed " + packed);
        }
        System.out.println("all " + packed.size() + " reports are the same, byte for byte");
    }

    private void sizes() {
        JdbcTemplate sql = new JdbcTemplate(postgres.getPostgresDatabase());
        long snapshots = number(sql, "select count(*) from snapshot");
        long packed = number(sql, "select sum(cardinality(times)) from balance_chunk");
        sql.execute("vacuum full balance");
        sql.execute("vacuum full balance_response");
        System.out.printf("%,d balances, of them packed %,d%n", snapshots * currencies, packed * currencies);
        for (String table : List.of("balance_series", "balance_chunk", "snapshot", "balance", "balance_response")) {
            System.out.printf(
                    Locale.ROOT,
                    "%s: %.2f bytes for each balance%n",
                    table,
                    (double) number(sql, "select pg_total_relation_size('" + table + "')") / (snapshots * currencies));
        }
    }

    private static long number(JdbcTemplate sql, String query) {
        return sql.queryForObject(query, Long.class);
    }

    private void sql(String statements) {
        new JdbcTemplate(postgres.getPostgresDatabase()).execute(statements);
    }

    private double statement(String... options) throws Exception {
        List<String> command =
                new ArrayList<>(List.of("statement", "--period=2025", "--overwrite", "--output=" + folder));
        command.addAll(List.of(options));
        double seconds = program(command.toArray(String[]::new));
        try (var files = Files.list(folder)) {
            files.sorted().forEach(PackedYears::printSize);
        }
        return seconds;
    }

    private static void printSize(Path file) {
        try {
            System.out.printf("  %s: %,d bytes%n", file.getFileName(), Files.size(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private double program(String... command) throws Exception {
        long start = System.nanoTime();
        Process program = start(List.of(command));
        program.outputWriter().close();
        System.out.print(new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        ended(program, command[0]);
        return (System.nanoTime() - start) / 1e9;
    }

    private Process start(List<String> command) throws IOException {
        List<String> line = new ArrayList<>(List.of(Release.command()));
        line.addAll(command);
        line.add("--spring.datasource.url=jdbc:postgresql://localhost:" + postgres.getPort() + "/postgres");
        line.add("--spring.datasource.username=postgres");
        ProcessBuilder process = CleanProcess.of(line).redirectError(ProcessBuilder.Redirect.INHERIT);
        process.environment().putAll(Map.of("JAVA_OPTS", "-Xmx256m", "JAVA_HOME", System.getProperty("java.home")));
        return process.start();
    }

    private static void ended(Process program, String command) throws InterruptedException {
        int code = program.waitFor();
        if (code != 0) {
            throw new IllegalStateException(command + " ended with " + code);
        }
    }
}
