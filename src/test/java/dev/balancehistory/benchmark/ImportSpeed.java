package dev.balancehistory.benchmark;

import dev.balancehistory.postgres.Embedded;
import dev.balancehistory.release.Release;
import dev.balancehistory.support.CleanProcess;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.BufferedWriter;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.util.FileSystemUtils;

/**
 * Compares an import with a COPY of the same rows, already parsed, into the same tables and indexes. Arguments: the
 * number of responses of 20 currencies (250000), the number of rounds (2). Needs the release folder.
 */
public final class ImportSpeed {
    private static final int CURRENCIES = 20;
    private static final Instant START = Instant.parse("2020-01-01T00:00:00Z");
    private static final List<String> TABLES = List.of(
            "balance_response (response_id, account_id, origin, received_at, response_time, time_source, status,"
                    + " status_message, format, body, body_sha256, state, job_execution_id)",
            "snapshot (account_id, response_time, response_id, time_source, currency_count, content_sha256, sequence,"
                    + " seal)",
            "balance (account_id, response_time, wallet, currency, balance, available_balance)");

    private final EmbeddedPostgres postgres;
    private final Path folder;
    private final long rows;

    private ImportSpeed(EmbeddedPostgres postgres, Path folder, long rows) {
        this.postgres = postgres;
        this.folder = folder;
        this.rows = rows;
    }

    /** Measures, and prints a line for each round. */
    public static void main(String[] args) throws Exception {
        int responses = args.length > 0 ? Integer.parseInt(args[0]) : 250_000;
        int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 2;
        Path folder = Files.createTempDirectory("import-speed");
        // The server reads and writes there as itself.
        folder.toFile().setExecutable(true, false);
        folder.toFile().setReadable(true, false);
        folder.toFile().setWritable(true, false);
        try (EmbeddedPostgres postgres = Embedded.durable().start()) {
            long size = write(folder.resolve("archive"), responses);
            System.out.printf("%n%,d responses of %d currencies in %,d MiB%n", responses, CURRENCIES, size >> 20);
            ImportSpeed speed = new ImportSpeed(postgres, folder, (long) responses * CURRENCIES);
            for (int round = 0; round < rounds; round++) {
                speed.round(round);
            }
        } finally {
            FileSystemUtils.deleteRecursively(folder);
        }
    }

    private static long write(Path archive, int responses) throws IOException {
        Files.createDirectories(archive);
        Random random = new Random(1);
        long size = 0;
        int inFile = (responses + 4) / 5;
        for (int from = 0; from < responses; from += inFile) {
            Path file = archive.resolve("%07d.ndjson".formatted(from));
            try (BufferedWriter out = Files.newBufferedWriter(file)) {
                for (int i = from; i < Math.min(responses, from + inFile); i++) {
                    out.write(response(START.plusSeconds(60L * i).toEpochMilli() + random.nextInt(1_000), random));
                    out.write('\n');
                }
            }
            size += Files.size(file);
        }
        return size;
    }

    private static String response(long time, Random random) {
        List<String> entries = new ArrayList<>();
        for (int i = 0; i < CURRENCIES; i++) {
            String total =
                    BigDecimal.valueOf(random.nextLong(1_000_000_000_000L), 8).toPlainString();
            entries.add("{\"currency\":\"C" + i + "\",\"balance\":" + total + ",\"availableBalance\":" + total + "}");
        }
        return "{\"timezone\":\"UTC\",\"responseTime\":" + time
                + ",\"statusCode\":1000,\"statusMessage\":\"SUCCESS\",\"responseData\":[" + String.join(",", entries)
                + "]}";
    }

    private void round(int round) throws Exception {
        String product = "product" + round;
        create(product);
        double first = program(
                product, "import", "--account=main", folder.resolve("archive").toString());
        double second = program(
                product, "import", "--account=main", folder.resolve("archive").toString());
        double verify = program(product, "verify");
        String peer = "peer" + round;
        create(peer);
        double copy = copied(product, peer);
        System.out.printf(
                Locale.ROOT,
                "COPY %.1f s (%,.0f rows a second); import %.1f s (%,.0f), %.2f of COPY's rate; again %.1f s, %.1f x as fast;"
                        + " verify %.1f s, %.2f x the import's rate%n",
                copy,
                rows / copy,
                first,
                rows / first,
                copy / first,
                second,
                first / second,
                verify,
                first / verify);
        drop(product);
        drop(peer);
    }

    private void create(String database) throws Exception {
        sql("postgres", "create database " + database);
        program(database, "migrate");
        sql(database, "checkpoint");
    }

    private void drop(String database) throws SQLException {
        sql("postgres", "drop database " + database + " with (force)");
    }

    private double copied(String product, String peer) throws SQLException {
        for (String table : TABLES) {
            String name = table.substring(0, table.indexOf(' '));
            String columns = table.substring(table.indexOf('(') + 1, table.length() - 1);
            String order = name.equals("balance_response") ? "1" : name.equals("snapshot") ? "1, 2" : "1, 2, 3, 4";
            sql(
                    product,
                    "copy (select " + columns + " from " + name + " order by " + order + ") to '" + file(name) + "'");
        }
        sql(peer, "insert into account (account_id, name, exchange) values (1, 'main', 'bitfront')");
        sql(peer, "checkpoint");
        long start = System.nanoTime();
        for (String table : TABLES) {
            sql(peer, "copy " + table + " from '" + file(table.substring(0, table.indexOf(' '))) + "'");
        }
        double took = (System.nanoTime() - start) / 1e9;
        if (!count(peer).equals(count(product))) {
            throw new IllegalStateException("not the same rows");
        }
        return took;
    }

    private String file(String table) {
        return folder.resolve(table + ".copy").toString();
    }

    private Long count(String database) {
        return new JdbcTemplate(postgres.getDatabase("postgres", database))
                .queryForObject("select count(*) from balance", Long.class);
    }

    private void sql(String database, String sql) throws SQLException {
        try (Connection connection = postgres.getDatabase("postgres", database).getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private double program(String database, String... command) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of(Release.command()));
        line.addAll(List.of(command));
        line.add("--spring.datasource.url=jdbc:postgresql://localhost:" + postgres.getPort() + "/" + database);
        line.add("--spring.datasource.username=postgres");
        line.add("--recorder.accounts.main.exchange=bitfront");
        Path printed = folder.resolve("printed");
        ProcessBuilder process = CleanProcess.of(line).redirectErrorStream(true).redirectOutput(printed.toFile());
        process.environment().putAll(Map.of("JAVA_OPTS", "-Xmx256m", "JAVA_HOME", System.getProperty("java.home")));
        long start = System.nanoTime();
        int code = process.start().waitFor();
        double took = (System.nanoTime() - start) / 1e9;
        if (code != 0) {
            throw new IllegalStateException(String.join(" ", command) + " ended with " + code + ": "
                    + Files.readString(printed, StandardCharsets.UTF_8));
        }
        return took;
    }
}
