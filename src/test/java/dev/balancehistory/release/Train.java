package dev.balancehistory.release;

import dev.balancehistory.localexchange.Holdings;
import dev.balancehistory.localexchange.LocalExchange;
import dev.balancehistory.localexchange.Settings;
import dev.balancehistory.postgres.TestDatabase;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Makes the archive of a release folder, by running the program against a database and an exchange of its own. */
public final class Train {
    private Train() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        Path release = Path.of(args[0]);
        Map<String, String> environment = Map.of("JAVA_HOME", System.getProperty("java.home"));
        try (TestDatabase database = TestDatabase.create();
                LocalExchange exchange = LocalExchange.start(Settings.strict().withoutRateLimits())) {
            exchange.addAccount("key", "secret", Holdings.moving(1));
            List<String> options = new ArrayList<>(database.options());
            options.add("--recorder.accounts.main.api-key=key");
            options.add("--recorder.accounts.main.api-secret=secret");
            options.add("--recorder.accounts.main.base-url=" + exchange.baseUrl());
            // First the tables and a snapshot, which an everyday run finds there.
            run(release, environment, "record", options);
            run(release, environment, "train", options);
        }
    }

    private static void run(Path release, Map<String, String> environment, String command, List<String> options)
            throws IOException, InterruptedException {
        List<String> line = new ArrayList<>();
        line.add(release.resolve("bin/balance-history").toString());
        line.add(command);
        line.addAll(options);
        File log = release.resolveSibling("train-" + command + ".log").toFile();
        ProcessBuilder process = new ProcessBuilder(line)
                .directory(release.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log);
        process.environment().putAll(environment);
        int code = process.start().waitFor();
        if (code != 0) {
            throw new IllegalStateException(command + " ended with " + code + ", see " + log);
        }
    }
}
