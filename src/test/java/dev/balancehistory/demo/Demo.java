package dev.balancehistory.demo;

import dev.balancehistory.app.BalanceHistory;
import dev.balancehistory.localexchange.Holdings;
import dev.balancehistory.localexchange.LocalExchange;
import dev.balancehistory.postgres.Embedded;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * Runs a command, {@code record} unless another is named, against a local exchange whose balances move and a real
 * PostgreSQL that keeps what was recorded in {@code .demo/}. With {@code --stay} both stay up until it is stopped.
 */
public final class Demo {
    private static final Path DATA = Path.of(".demo", "postgres").toAbsolutePath();
    private static final String KEY = "demo-key";
    private static final String SECRET = "demo-secret";

    /** An application.properties of the working directory is for real accounts. */
    private static final String NO_CONFIGURATION_BUT_THIS = "--spring.config.location=classpath:/";

    private Demo() {}

    /** Runs the command and ends with its exit code. */
    public static void main(String[] args) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(args));
        boolean stay = command.remove("--stay");
        if (command.isEmpty()) {
            command.add("record");
        }
        System.out.println("Starts a PostgreSQL and an exchange on this machine, then runs '"
                + String.join(" ", command) + "': about 10 seconds.");
        int code;
        try (EmbeddedPostgres postgres = postgres();
                LocalExchange exchange = LocalExchange.start()) {
            exchange.addAccount(KEY, SECRET, Holdings.moving(2018));
            List<String> settings = settings(postgres, exchange);
            command.addAll(settings);
            command.add(NO_CONFIGURATION_BUT_THIS);
            code = BalanceHistory.run(command.toArray(String[]::new));
            if (stay) {
                stay(settings);
            } else {
                lookFurther();
            }
        }
        System.exit(code);
    }

    /** Unlike a test's, this one is to survive a power cut. */
    private static EmbeddedPostgres postgres() throws IOException {
        return Embedded.durable()
                .setDataDirectory(DATA)
                .setCleanDataDirectory(false)
                .start();
    }

    private static List<String> settings(EmbeddedPostgres postgres, LocalExchange exchange) {
        return List.of(
                "--spring.datasource.url=jdbc:postgresql://localhost:" + postgres.getPort() + "/postgres",
                "--spring.datasource.username=postgres",
                "--spring.datasource.password=postgres",
                "--recorder.accounts.main.base-url=" + exchange.baseUrl(),
                "--recorder.accounts.main.api-key=" + KEY,
                "--recorder.accounts.main.api-secret=" + SECRET);
    }

    private static void lookFurther() {
        System.out.println("""

                Run it again to see the change. The history is kept in .demo/; to look into it, keep both servers up:
                  ./mvnw -q spring-boot:test-run -Dspring-boot.run.arguments=--stay""");
    }

    private static void stay(List<String> settings) throws InterruptedException {
        System.out.println("\nBoth servers stay up until Ctrl-C. The same from another terminal:");
        System.out.println(
                "  java -jar target/balance-history.jar record \\\n    " + String.join(" \\\n    ", settings));
        String url = settings.get(0).substring(settings.get(0).indexOf("postgresql://"));
        System.out.println("  psql " + url.replace("//", "//postgres@")
                + " -c 'select * from balance_history order by response_time, currency'");
        new CountDownLatch(1).await();
    }
}
