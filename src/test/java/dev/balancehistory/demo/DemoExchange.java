package dev.balancehistory.demo;

import dev.balancehistory.localexchange.Holdings;
import dev.balancehistory.localexchange.LocalExchange;
import dev.balancehistory.localexchange.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** The exchange of the demo on its own, for {@code docker compose --profile demo}; it stays up until it is stopped. */
public final class DemoExchange {
    private DemoExchange() {}

    /**
     * Starts it.
     *
     * @param args the port, the file with its one account's key, and the file with that key's secret
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        try (LocalExchange exchange = LocalExchange.start(Settings.strict().withPort(Integer.parseInt(args[0])))) {
            exchange.addAccount(line(args[1]), line(args[2]), Holdings.moving(2018));
            System.out.println("The demo's exchange is at " + exchange.baseUrl());
            new CountDownLatch(1).await();
        }
    }

    private static String line(String file) throws IOException {
        return Files.readString(Path.of(file)).strip();
    }
}
