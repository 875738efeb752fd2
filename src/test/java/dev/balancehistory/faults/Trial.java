package dev.balancehistory.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.balancehistory.app.Child;
import dev.balancehistory.app.Workbench;
import dev.balancehistory.balance.Slot;
import dev.balancehistory.localexchange.Holdings;
import dev.balancehistory.localexchange.Settings;
import dev.balancehistory.postgres.TestDatabase;
import dev.balancehistory.support.Patience;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The program between a database and an exchange that can be made to fail, and the checker of the result. */
final class Trial implements AutoCloseable {
    private static final Instant FIRST_SLOT = Instant.parse("2026-01-01T00:00:00Z");

    final Workbench bench;
    final ChaosProxy postgres;
    final ChaosProxy exchange;
    final Checker checker;
    private final List<String> proxied;
    private final String path;
    private int slots;

    private Trial(Workbench bench, String... accounts) throws IOException {
        this.bench = bench;
        for (String account : accounts) {
            bench.account(account, Holdings.moving(account.hashCode()));
        }
        checker = new Checker(bench, accounts);
        URI database = URI.create(bench.database.url().substring("jdbc:".length()));
        postgres = ChaosProxy.beforePostgres(database.getPort());
        exchange = ChaosProxy.beforeServer(bench.exchange.baseUrl().getPort());
        path = database.getPath();
        proxied = new ArrayList<>(List.of(databaseThroughFaults(60)));
        for (String account : accounts) {
            proxied.add("--recorder.accounts." + account + ".base-url=http://127.0.0.1:" + exchange.port());
        }
    }

    /** Returns one in a database of its own that has all tables, with these accounts. */
    static Trial of(String... accounts) throws IOException {
        return in(TestDatabase.migrated(), accounts);
    }

    static Trial in(TestDatabase database, String... accounts) throws IOException {
        return new Trial(new Workbench(Settings.strict().withoutRateLimits(), database), accounts);
    }

    Slot nextSlot() {
        return Slot.parse(FIRST_SLOT.plus(Duration.ofMinutes(slots++)).toString());
    }

    /** Runs it in this JVM, past the faults. */
    Workbench.Ended record(Slot slot) {
        return acknowledged(slot, bench.run("record", "--slot=" + slot));
    }

    /** Runs it in this JVM, through the faults. */
    Workbench.Ended recordThroughFaults(Slot slot, String... options) {
        return acknowledged(slot, bench.run(throughFaults("record", slot, options)));
    }

    /** Starts it in a process of its own, through the faults. */
    Child startThroughFaults(Path folder, Slot slot, String... options) throws IOException {
        return bench.start(folder, "", throughFaults("record", slot, options));
    }

    String[] throughFaults(String command, Slot slot, String... options) {
        return Stream.of(Stream.of(command, "--slot=" + slot), proxied.stream(), Stream.of(options))
                .flatMap(words -> words)
                .toArray(String[]::new);
    }

    /**
     * Returns the option that makes the program use the database through the faults.
     *
     * @param patience how long it waits for a response, in seconds
     */
    String databaseThroughFaults(int patience) {
        return "--spring.datasource.url=jdbc:postgresql://127.0.0.1:" + postgres.port() + path
                + "?sslmode=disable&socketTimeout=" + patience;
    }

    Workbench.Ended acknowledged(Slot slot, Workbench.Ended run) {
        checker.saw(run);
        if (run.code() == 0) {
            checker.acknowledge(slot);
        }
        return run;
    }

    /** The next run, with nothing in its way, does what was left; returns only when the server has let go of the dead. */
    void recovers(Slot slot) throws IOException {
        await("not exists (select from pg_stat_activity where datname = current_database()"
                + " and application_name = 'balance-history')");
        // The acknowledged snapshots exist before the next run.
        assertThat(checker.promised()).isEmpty();
        Workbench.Ended next = record(slot);
        if (next.code() == 65 && next.err().contains(" of another run is rejected: ")) {
            // The dead run had fetched a malformed response, which is reported once.
            next = record(slot);
        }
        assertThat(next.code()).as(next.err()).isZero();
        assertThat(checker.finished()).isEmpty();
    }

    void await(String condition) {
        Patience.until(condition, () -> bench.database.value("select " + condition, Boolean.class));
    }

    @Override
    public void close() throws IOException {
        postgres.close();
        exchange.close();
        bench.close();
    }
}
