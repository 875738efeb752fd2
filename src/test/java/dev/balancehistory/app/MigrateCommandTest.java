package dev.balancehistory.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.balancehistory.localexchange.Holdings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The command migrates the schema, and a run without a current schema names the command. */
class MigrateCommandTest {
    private final Workbench bench = Workbench.empty().account("main", Holdings.seed());

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void theFirstMigrationAppliesAllAndTheNextNothing() {
        assertThat(bench.run("migrate").out()).startsWith("Applied ");
        assertThat(bench.run("migrate").out()).contains("already");
    }

    @Test
    void aRejectedLoginForMigrationsIsReportedByItsProperties() {
        Workbench.Ended run = bench.run("migrate", "--spring.flyway.user=nobody_has_it", "--spring.flyway.password=x");

        assertThat(run.code()).as(run.err()).isEqualTo(77);
        assertThat(run.err()).hasLineCount(1).contains("check spring.flyway.user and .password (");
    }

    @Test
    @Tag("D9")
    void aRunThatMayNotMigrateReportsTheCommand() {
        Workbench.Ended early = bench.run("record", "--spring.flyway.enabled=false");
        bench.run("migrate");
        Workbench.Ended late = bench.run("record", "--spring.flyway.enabled=false");

        assertThat(early.code()).isEqualTo(78);
        assertThat(early.err().lines()).hasSize(2).first().asString().contains("run 'balance-history migrate'");
        assertThat(late.code()).as(late.err()).isZero();
        assertThat(bench.exchange.requests("key-main")).isEqualTo(2);
        assertThat(bench.database.count("select from snapshot")).isEqualTo(2);
    }
}
