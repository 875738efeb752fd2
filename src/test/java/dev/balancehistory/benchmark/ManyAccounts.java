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
 * time of the responses at the concurrency of all shards together. Arguments: the number of accounts (1000) and
 * of runs (3). Then the concurrency (16) and the heap in MiB (256) of a process, and the number of shards (1).
 */
public final class ManyAccounts {
    private static final Duration LATENCY = Duration.ofMillis(100);

    private static final String PHASES = """
            select step_name, round(extract(epoch from end_time - start_time), 2) as seconds
              from batch.batch_step_execution
             where job_execution_id = (select max(job_execution_id) from batch.batch_job_execution)
               and step_name not like '%:%'
             order by step_execution_id
            """;

    private final int accounts;
    private final int runs;
    private final int concurrency;
    private final int heap;
    private final int shards;

    private ManyAccounts(int accounts, int runs, int concurrency, int heap, int shards) {
        this.accounts = accounts;
        this.runs = runs;
        this.concurrency = concurrency;
        this.heap = heap;
        this.shards = shards;
    }

    /** Measures, and prints a line for each run. */
    public static void main(String[] args) throws IOException, InterruptedException {
        new ManyAccounts(
                        number(args, 0, 1_000),
                        number(args, 1, 3),
                        number(args, 2, 16),
                        number(args, 3, 256),
                        number(args, 4, 1))
                .measure();
    }

    private static int number(String[] args, int index, int otherwise) {
        return args.length > index ? Integer.parseInt(args[index]) : otherwise;
    }

    private void measure() throws IOException, InterruptedException {
        double ideal = Math.ceil((double) accounts / concurrency / shards) * LATENCY.toMillis() / 1_000;
        try (TestDatabase database = TestDatabase.create();
                LocalExchange exchange = LocalExchange.start(Settings.strict().withLatency(LATENCY))) {
            Path configuration = configuration(accounts, exchange);
            for (int run = 1; run <= runs; run++) {
                int before = database.value(
                        "select count(*)::int from " + (run == 1 ? "pg_class where false" : "snapshot"), Integer.class);
                long start = System.nanoTime();
                List<Integer> codes = programs(database, configuration);
                double seconds = (System.nanoTime() - start) / 1e9;
                int recorded = database.value("select count(*)::int from snapshot", Integer.class) - before;
                System.out.printf(
                        "run %d: exit %s, %d snapshots in %.2f s, ideal %.2f s, ratio %.2f%n",
                        run, codes, recorded, seconds, ideal, seconds / ideal);
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

    private List<Integer> programs(TestDatabase database, Path configuration) throws IOException, InterruptedException {
        List<Process> processes = new ArrayList<>();
        for (int shard = 0; shard < shards; shard++) {
            processes.add(program(database, configuration, shard));
        }
        List<Integer> codes = new ArrayList<>();
        for (Process process : processes) {
            if (!process.waitFor(5, TimeUnit.MINUTES)) {
                processes.forEach(Process::destroyForcibly);
                throw new IllegalStateException("the run does not end");
            }
            codes.add(process.exitValue());
        }
        return codes;
    }

    private Process program(TestDatabase database, Path configuration, int shard) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Release.command(),
                "record",
                "--quiet",
                "--recorder.concurrency=" + concurrency,
                "--spring.config.additional-location=file:" + configuration));
        if (shards > 1) {
            command.add("--shard=" + shard + "/" + shards);
        }
        command.addAll(database.options());
        ProcessBuilder builder = CleanProcess.of(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment()
                .putAll(Map.of("JAVA_HOME", System.getProperty("java.home"), "JAVA_OPTS", "-Xmx" + heap + "m"));
        return builder.start();
    }
}
