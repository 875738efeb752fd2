package dev.balancehistory.release;

import dev.balancehistory.localexchange.Holdings;
import dev.balancehistory.localexchange.LocalExchange;
import dev.balancehistory.localexchange.Settings;
import dev.balancehistory.postgres.TestDatabase;
import dev.balancehistory.support.CleanProcess;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Makes the archive of a release folder, by running the program against a database and an exchange of its own. */
public final class Train {
    private Train() {}

    /**
     * Trains.
     *
     * @param args the release folder
     */
    public static void main(String[] args) throws Exception {
        into(Path.of(args[0]), Path.of(args[0], "archive"));
    }

    /**
     * Trains over https and with a database that requires a password, as in real use, and over http as on one machine.
     * The accounts are in a YAML file.
     *
     * @param archives where the archive goes
     */
    public static void into(Path release, Path archives) throws Exception {
        Certificate certificate = Certificate.make();
        Path accounts = Files.createTempFile("accounts", ".yaml");
        Settings settings = Settings.strict().withoutRateLimits();
        try (TestDatabase database = TestDatabase.create();
                LocalExchange plain = LocalExchange.start(settings);
                LocalExchange secure = LocalExchange.start(settings.withTls(certificate.context()))) {
            TestDatabase.Login login = database.login();
            database.sql().execute("alter role " + login.user() + " superuser");
            Files.writeString(accounts, "recorder.accounts:\n" + account("plain", plain) + account("secure", secure));
            List<String> options = List.of(
                    "--spring.datasource.url=" + database.url(),
                    "--spring.datasource.username=" + login.user(),
                    "--spring.datasource.password=" + login.password(),
                    "--spring.config.additional-location=file:" + accounts);
            Map<String, String> environment = Map.of(
                    "JAVA_HOME", System.getProperty("java.home"),
                    "JAVA_OPTS", certificate.javaOptions(),
                    "BALANCE_HISTORY_ARCHIVES", archives.toAbsolutePath().toString());
            // First the tables and a snapshot, which an everyday run finds there.
            run(release, environment, "record", options);
            run(release, environment, "train", options);
        } finally {
            certificate.delete();
            Files.delete(accounts);
        }
    }

    private static String account(String name, LocalExchange exchange) {
        exchange.addAccount(name, "secret", Holdings.moving(1));
        return """
                  %1$s:
                    api-key: %1$s
                    api-secret: secret
                    base-url: %2$s
                    exchange: bitfront
                """.formatted(name, exchange.baseUrl());
    }

    private static void run(Path release, Map<String, String> environment, String command, List<String> options)
            throws IOException, InterruptedException {
        List<String> line = new ArrayList<>();
        line.add(release.resolve("bin/balance-history").toString());
        line.add(command);
        line.addAll(options);
        File log = release.resolveSibling("train-" + command + ".log").toFile();
        ProcessBuilder process = CleanProcess.of(line)
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
