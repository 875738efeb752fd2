package dev.balancehistory.demo;

import dev.balancehistory.app.BalanceHistory;
import dev.balancehistory.localexchange.LocalExchange;
import dev.balancehistory.localexchange.Settings;
import dev.balancehistory.localexchange.venue.Venue;
import dev.balancehistory.process.Problem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * Runs a command, by default {@code record}, against a local exchange and a real PostgreSQL. The balances move, and
 * {@code .demo/} stores the history. With {@code --stay} both run until it is stopped; {@code --exchange=kraken}
 * selects another exchange, with a history of its own.
 */
public final class Demo {
    private static final Path DATA = Path.of(".demo").toAbsolutePath();
    private static final String EXCHANGE = "--exchange=";
    private static final int USAGE = 64;

    /** An application.properties of the working directory is for real accounts. */
    private static final String NO_CONFIGURATION_BUT_THIS = "--spring.config.location=classpath:/";

    private Demo() {}

    /** Runs the command and ends with its exit code. */
    public static void main(String[] args) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(args));
        boolean stay = command.remove("--stay");
        String exchange = exchange(command);
        if (!DemoAccount.EXCHANGES.contains(exchange)) {
            System.err.println("demo: no such exchange (" + EXCHANGE + exchange + "). Use "
                    + String.join(", ", DemoAccount.EXCHANGES) + ".");
            System.exit(USAGE);
        }
        System.exit(run(DemoAccount.on(exchange), command, stay));
    }

    private static int run(DemoAccount account, List<String> command, boolean stay)
            throws IOException, InterruptedException {
        try {
            return started(account, command, stay);
        } catch (Problem e) {
            System.err.println("demo: " + e.getMessage());
            return e.outcome().exitCode();
        }
    }

    private static int started(DemoAccount account, List<String> command, boolean stay)
            throws IOException, InterruptedException {
        if (command.isEmpty()) {
            command.add("record");
        }
        System.out.println("Starts a PostgreSQL and an exchange on this machine, then runs '"
                + String.join(" ", command) + "': about 10 seconds.");
        // An account never changes its exchange, so that each has a history of its own.
        Path data = DATA.resolve(account.venue().map(Venue::word).orElse("postgres"));
        try (DemoDatabase postgres = DemoDatabase.start(data);
                LocalExchange exchange = account.start(Settings.strict())) {
            List<String> settings = settings(postgres, account, exchange);
            command.addAll(settings);
            int code = BalanceHistory.run(command.toArray(String[]::new));
            if (stay) {
                DemoCommands.print(data, postgres.port(), settings);
                new CountDownLatch(1).await();
            } else {
                lookFurther(account);
            }
            return code;
        }
    }

    /** Takes the name of the exchange out of the command. */
    private static String exchange(List<String> command) {
        String exchange = command.stream()
                .filter(argument -> argument.startsWith(EXCHANGE))
                .reduce((first, last) -> last)
                .map(argument -> argument.substring(EXCHANGE.length()))
                .orElse(DemoAccount.BITFRONT);
        command.removeIf(argument -> argument.startsWith(EXCHANGE));
        return exchange;
    }

    private static List<String> settings(DemoDatabase postgres, DemoAccount account, LocalExchange exchange) {
        List<String> settings = new ArrayList<>(List.of(
                "--spring.datasource.url=jdbc:postgresql://localhost:" + postgres.port() + "/postgres",
                "--spring.datasource.username=postgres",
                "--spring.datasource.password=postgres",
                NO_CONFIGURATION_BUT_THIS));
        settings.addAll(account.settings(exchange.baseUrl()));
        return settings;
    }

    private static void lookFurther(DemoAccount account) {
        String arguments = account.venue()
                .map(venue -> "'--stay " + EXCHANGE + venue.word() + "'")
                .orElse("--stay");
        System.out.println("""

                Run it again to see the change. The history is kept in .demo/; to look into it, keep both servers up:
                  ./mvnw -q spring-boot:test-run -Dspring-boot.run.arguments=%s""".formatted(arguments));
    }
}
