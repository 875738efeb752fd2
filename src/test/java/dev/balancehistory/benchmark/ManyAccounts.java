package dev.balancehistory.benchmark;

import dev.balancehistory.localexchange.Holdings;
import dev.balancehistory.localexchange.LocalExchange;
import dev.balancehistory.localexchange.Settings;
import dev.balancehistory.postgres.TestDatabase;
import dev.balancehistory.release.Release;
import dev.balancehistory.support.CleanProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Compares a run over many accounts with the ideal. The exchange takes 100 ms for each response, and the ideal is the
 * time of the responses at the default concurrency. Arguments: the number of accounts (1000), the number of runs (3).
 */
public final class ManyAccounts {
    private static final Duration LATENCY = Duration.ofMillis(100);
    private static final int CONCURRENCY = 16;

    private static final String PHASES = """
            select step_name, round(extract(epoch from end_time - start_time), 2) as seconds
              from batch.batch_step_execution
             where job_execution_id = (select max(job_execution_id) from batch.batch_job_execution)
               and step_name not like '%:%'
             order by step_execution_id
            """;

    private ManyAccounts() {}

    /** Measures, and prints a line for each run. */
    public static void main(String[] args) throws IOException, InterruptedException {
        int accounts = args.length > 0 ? Integer.parseInt(args[0]) : 1_000;
        int runs = args.length > 1 ? Integer.parseInt(args[1]) : 3;
        double ideal = Math.ceil((double) accounts / CONCURRENCY) * LATENCY.toMillis() / 1_000;
        try (TestDatabase database = TestDatabase.create();
                LocalExchange exchange = LocalExchange.start(Settings.strict().withLatency(LATENCY))) {
            Path configuration = configuration(accounts, exchange);
            for (int run = 1; run <= runs; run++) {
                int before = database.value(
                        "select count(*)::int from " + (run == 1 ? "pg_class where false" : "snapshot"), Integer.class);
                long start = System.nanoTime();
                int code = program(database, configuration);
                double seconds = (System.nanoTime() - start) / 1e9;
                int recorded = database.value("select count(*)::int from snapshot", Integer.class) - before;
                System.out.printf(
                        "run %d: exit %d, %d snapshots in %.2f s, ideal %.2f s, ratio %.2f%n",
                        run, code, recorded, seconds, ideal, seconds / ideal);
                database.rows(PHASES).forEach(System.out::println);
            }
            Files.delete(configuration);
        }
    }

    private static Path configuration(int accounts, LocalExchange exchange) throws IOException {
        List<String> lines = new ArrayList<>(List.of("recorder:", "  accounts:"));
        for (int i = 0; i < accounts; i++) {
            String key = "key-" + i;
            exchange.addAccount(key, "secret-" + i, Holdings.moving(i));
            lines.addAll(List.of(
                    "    account-" + i + ":",
                    "      api-key: " + key,
                    "      api-secret: secret-" + i,
                    "      base-url: " + exchange.baseUrl(),
                    "      exchange: bitfront"));
        }
        return Files.write(Files.createTempFile("accounts", ".yaml"), lines);
    }

    private static int program(TestDatabase database, Path configuration) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Release.command(), "record", "--quiet", "--spring.config.additional-location=file:" + configuration));
        command.addAll(database.options());
        ProcessBuilder builder = CleanProcess.of(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putAll(Map.of("JAVA_HOME", System.getProperty("java.home"), "JAVA_OPTS", "-Xmx256m"));
        Process process = builder.start();
        if (!process.waitFor(5, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new IllegalStateException("the run does not end");
        }
        return process.exitValue();
    }
}
