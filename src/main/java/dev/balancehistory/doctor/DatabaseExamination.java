package dev.balancehistory.doctor;

import dev.balancehistory.archive.AccountStatus;
import dev.balancehistory.doctor.DatabaseCheck.Rights;
import dev.balancehistory.doctor.DatabaseCheck.Server;
import dev.balancehistory.process.Outcome;
import dev.balancehistory.process.Problem;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Checks the connection to the database, its schema, the user's rights and the newest snapshots. */
final class DatabaseExamination {
    private static final int OLDEST_SERVER = 15;
    private static final int MOST_LISTED = 5;

    private final Supplier<DatabaseCheck> check;
    private final BooleanSupplier migrates;

    /**
     * @param check creates the check on first use, and fails if no database is configured
     * @param migrates whether a run applies missing migrations
     */
    DatabaseExamination(Supplier<DatabaseCheck> check, BooleanSupplier migrates) {
        this.check = check;
        this.migrates = migrates;
    }

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
            server(subject, server, findings);
            subject = "schema";
            if (!schema(database, findings)) {
                return false;
            }
            subject = "rights";
            boolean reader = rights(database.rights(), server, accounts, findings);
            subject = "snapshots";
            database.accounts(accounts).forEach(account -> snapshot(account, findings));
            return reader;
        } catch (Problem e) {
            findings.accept(Finding.fail(subject, e));
            return false;
        }
    }

    static void server(String subject, Server server, Consumer<Finding> findings) {
        String reached = "PostgreSQL " + server.version() + ", as " + server.user() + ", "
                + (server.encrypted() ? "encrypted" : server.local() ? "on this machine" : "not encrypted")
                + (server.encrypted() && !server.certified() && !server.local()
                        ? ", but the server's certificate is not verified"
                        : "");
        if (server.major() < OLDEST_SERVER) {
            findings.accept(Finding.fail(
                    Outcome.CONFIGURATION, subject, reached, "use PostgreSQL " + OLDEST_SERVER + " or newer"));
        } else if (server.standby()) {
            findings.accept(Finding.warn(
                    subject, reached + ", a standby", "to record, name the primary in spring.datasource.url"));
        } else if (!(server.encrypted() && server.certified()) && !server.local()) {
            findings.accept(Finding.warn(subject, reached, "set sslmode=verify-full in spring.datasource.url"));
        } else {
            findings.accept(Finding.ok(subject, reached));
        }
    }

    /** Returns whether the tables exist and are current. */
    private boolean schema(DatabaseCheck database, Consumer<Finding> findings) {
        List<String> missing = database.missingMigrations();
        if (!missing.isEmpty()) {
            String lacks = "lacks " + String.join(", ", missing);
            findings.accept(
                    migrates.getAsBoolean()
                            ? Finding.warn("schema", lacks, "the next run applies it, or 'balance-history migrate'")
                            : Finding.fail(
                                    Outcome.CONFIGURATION,
                                    "schema",
                                    lacks,
                                    "run 'balance-history migrate' as the tables' owner"));
            return false;
        }
        @Nullable String version = database.version();
        findings.accept(Finding.ok(
                "schema", version == null ? "this user may not see its version" : "version " + version + ", complete"));
        return true;
    }

    /** Returns whether the user can only read. */
    private static boolean rights(Rights rights, Server server, Set<String> accounts, Consumer<Finding> findings) {
        String user = server.user();
        if (rights.missing().isEmpty()) {
            findings.accept(
                    rights.excess() == null
                            ? Finding.ok("rights", user + " may record, and no more")
                            : Finding.warn(
                                    "rights",
                                    user + " " + rights.excess() + ", which recording does not need",
                                    "log in as a member of balance_recorder (db/roles.sql)"));
            return false;
        }
        List<String> missing = rights.missing();
        if (accounts.isEmpty()) {
            findings.accept(Finding.ok("rights", user + " may not record, and no account is configured: a reader"));
            return true;
        }
        findings.accept(Finding.fail(
                Outcome.CREDENTIALS,
                "rights",
                user + " lacks " + String.join(", ", missing.subList(0, Math.min(MOST_LISTED, missing.size())))
                        + (missing.size() > MOST_LISTED ? " and " + (missing.size() - MOST_LISTED) + " more" : ""),
                "run db/roles.sql as an administrator and log in as a member of balance_recorder"));
        return false;
    }

    private static void snapshot(AccountStatus account, Consumer<Finding> findings) {
        String subject = "snapshot " + account.account();
        Duration age = account.age();
        if (!account.counts()) {
            findings.accept(Finding.ok(
                    subject, "not configured; the newest is of " + (age == null ? "never" : account.lastSnapshotAt())));
        } else if (age == null) {
            findings.accept(Finding.warn(subject, "never recorded", "run 'balance-history record'"));
        } else if (account.stale()) {
            findings.accept(Finding.fail(
                    Outcome.TEMPORARY_FAILURE,
                    subject,
                    "the newest is of " + account.lastSnapshotAt() + ", older than twice the account's interval",
                    "check that the schedule runs; 'balance-history status' prints the last problem"));
        } else {
            findings.accept(Finding.ok(subject, "the newest is of " + account.lastSnapshotAt()));
        }
    }
}
