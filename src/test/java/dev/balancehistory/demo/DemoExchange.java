package dev.balancehistory.demo;

import dev.balancehistory.localexchange.LocalExchange;
import dev.balancehistory.localexchange.Settings;
import dev.balancehistory.localexchange.venue.Venue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** The exchange of the demo on its own, for {@code docker compose --profile demo}; it stays up until it is stopped. */
public final class DemoExchange {
    private DemoExchange() {}

    /**
     * Starts it.
     *
     * @param args the port, the files with the key and the secret; for a living exchange its name, and the file with the
     *     passphrase, if any
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        Settings settings = Settings.strict().withPort(Integer.parseInt(args[0]));
        try (LocalExchange exchange = account(args).start(settings)) {
            System.out.println("The demo's exchange is at " + exchange.baseUrl());
            new CountDownLatch(1).await();
        }
    }

    private static DemoAccount account(String[] args) throws IOException {
        Optional<Venue> venue = args.length > 3 ? Optional.of(DemoAccount.venue(args[3])) : Optional.empty();
        return new DemoAccount(venue, line(args[1]), line(args[2]), args.length > 4 ? line(args[4]) : "");
    }

    private static String line(String file) throws IOException {
        return Files.readString(Path.of(file)).strip();
    }
}
