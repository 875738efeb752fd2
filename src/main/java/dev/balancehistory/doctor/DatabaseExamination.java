package dev.balancehistory.doctor;

import dev.balancehistory.archive.AccountStatusQuery;
import dev.balancehistory.database.Sequences;
import dev.balancehistory.process.Problem;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Checks the connection to the database, its schema, the user's rights and the newest snapshots.
 *
 * @param check creates the check on first use, and fails if no database is configured
 * @param migrates whether a run applies missing migrations
 * @param zone the configured time zone, which fails if it is malformed
 * @param configured the exchanges of the configured accounts, by account
 */
record DatabaseExamination(
        Supplier<DatabaseCheck> check,
        Supplier<SessionCheck> session,
        BooleanSupplier migrates,
        Supplier<ZoneId> zone,
        Supplier<Map<String, String>> configured) {
    /**
     * Examines the database.
     *
     * @param accounts the names of the configured accounts
     * @return whether the user can read and not record
     */
    boolean examine(Set<String> accounts, Consumer<Finding> findings) {
        String subject = "database";
        try {
            DatabaseCheck database = Problem.in(check);
            subject = "database " + database.place();
            Server server = database.server();
            findings.accept(server.finding(subject));
            session.get().examine(!accounts.isEmpty(), findings);
            subject = "schema";
            if (!schema(database, findings)) {
                return false;
            }
            subject = "rights";
            Rights rights = database.read(Rights::in);
            findings.accept(rights.finding(subject, server.user(), accounts.isEmpty()));
            subject = "guards";
            database.read(Guards::in).examine(!accounts.isEmpty(), findings);
            if (rights.maySeeSnapshots()) {
                subject = "snapshots";
                database.read(jdbc -> new AccountStatusQuery(jdbc).accounts(accounts))
                        .forEach(account -> findings.accept(AccountFindings.ofSnapshot(account)));
                if (!accounts.isEmpty()) {
                    subject = "accounts";
                    AccountFindings.ofExchanges(database.exchanges(), configured.get())
                            .forEach(findings);
                }
            }
            if (rights.missing().isEmpty()) {
                subject = "sequences";
                database.read(Sequences::behind).forEach(behind -> findings.accept(sequence(behind)));
            }
            zone(database, findings);
            return accounts.isEmpty() && !rights.missing().isEmpty();
        } catch (Problem e) {
            findings.accept(Finding.fail(subject, e));
            return false;
        }
    }

    /** Returns whether the tables exist and are current. */
    private boolean schema(DatabaseCheck database, Consumer<Finding> findings) {
        List<String> missing = database.missingMigrations();
        if (!missing.isEmpty()) {
            Problem ofARun = database.problem(migrates.getAsBoolean());
            findings.accept(
                    ofARun == null
                            ? Finding.warn(
                                    "schema",
                                    "lacks " + String.join(", ", missing),
                                    "the next run applies it, or 'balance-history migrate'")
                            : Finding.fail("schema", ofARun));
            return false;
        }
        @Nullable String version = database.version();
        findings.accept(Finding.ok(
                "schema", version == null ? "this user may not see its version" : "version " + version + ", complete"));
        return true;
    }

    private static Finding sequence(Sequences.Behind sequence) {
        return Finding.warn(
                "sequences",
                sequence.name() + " is " + sequence.missing() + " behind its table, as after a logical replication",
                "the next run advances it, or 'balance-history migrate'");
    }

    private void zone(DatabaseCheck database, Consumer<Finding> findings) {
        ZoneId configured;
        try {
            configured = Problem.in(zone);
        } catch (Problem e) {
            // The check of the schedule reports it.
            return;
        }
        String flaw = database.flaw(configured);
        if (flaw != null) {
            findings.accept(Finding.warn(
                    "zone",
                    "the reports by period can't use " + configured + ": " + flaw,
                    "correct recorder.zone, or update the server's time zones"));
        }
    }
}
