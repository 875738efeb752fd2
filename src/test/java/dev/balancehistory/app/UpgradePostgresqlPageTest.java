package dev.balancehistory.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.balancehistory.localexchange.Holdings;
import dev.balancehistory.localexchange.Settings;
import dev.balancehistory.postgres.ReplicatingPostgres;
import dev.balancehistory.postgres.TestDatabase;
import dev.balancehistory.postgres.TestDatabase.Login;
import dev.balancehistory.support.Patience;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The steps of {@code docs/upgrade-postgresql.md} move a history that is being recorded to another server. */
class UpgradePostgresqlPageTest {
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```sql\n-- (old|new) server(.*?)\n(.*?)^```$");

    private ReplicatingPostgres oldServer;
    private ReplicatingPostgres newServer;
    private TestDatabase from;
    private TestDatabase to;
    private Workbench bench;
    private List<Step> steps;
    private String position;

    /** A block of the page. */
    private record Step(String server, String sql) {}

    @BeforeEach
    void start() throws IOException {
        oldServer = ReplicatingPostgres.start();
        newServer = ReplicatingPostgres.start();
        from = oldServer.database();
        to = newServer.database();
        bench = new Workbench(Settings.strict().withoutRateLimits(), from)
                .account("main", Holdings.moving(1))
                .account("other", Holdings.moving(2));
        steps = BLOCK.matcher(Files.readString(Path.of("docs/upgrade-postgresql.md")))
                .results()
                .map(block -> new Step(block.group(1) + block.group(2), block.group(3)))
                .toList();
    }

    @AfterEach
    void stop() throws IOException {
        to.close();
        bench.close();
        newServer.close();
        oldServer.close();
    }

    @Test
    void theHistoryContinuesOnTheNewServer() throws IOException {
        Login before = installed(from);
        use(from, before);
        record(1);
        publish();
        Login after = installed(to);
        use(from, before);
        subscribe();
        record(2);

        lockOut();
        Workbench.Ended meanwhile = bench.run("record", slot(3));
        assertThat(meanwhile.code()).as(meanwhile.err()).isNotZero();
        assertThat(bench.spooled()).hasSize(2);
        catchUp();
        use(to, superuser(to));
        assertThat(run("migrate").out()).contains("balance_response_response_id_seq");
        assertThat(run("verify").out()).contains("4 snapshots", "Differences: 0.");
        String seals = run("export", "seals").out();
        use(from, superuser(from));
        assertThat(run("export", "seals").out()).isEqualTo(seals).hasLineCount(5);

        use(to, after);
        record(4);
        assertThat(bench.spooled()).isEmpty();
        assertThat(run("verify").out()).contains("8 snapshots", "Differences: 0.");
        assertThat(to.count("select response_id from balance_response group by response_id having count(*) > 1"))
                .isZero();
        assertThat(run("export", "seals").out().lines())
                .containsAll(seals.lines().toList());
        cleanUp();
    }

    private void publish() {
        assertThat(steps).hasSize(11);
        execute(steps.get(0));
        assertThat(rows(steps.get(1))).isEmpty();
        execute(steps.get(2));
    }

    private void subscribe() {
        execute(steps.get(3));
        Patience.until("the copy of the tables", () -> rows(steps.get(4)).isEmpty());
        assertThat(rows(steps.get(5))).containsExactly("{apply_error_count=0, sync_error_count=0}");
    }

    private void lockOut() {
        String[] statements = sql(steps.get(6)).split(";\n");
        from.sql().execute(statements[0]);
        from.sql().queryForList(statements[1]);
        position = from.value(statements[2], String.class);
    }

    private void catchUp() {
        String query = sql(steps.get(7)).replace("'LSN'", "'" + position + "'");
        Patience.until("the newest rows", () -> from.sql().queryForObject(query, Boolean.class));
        execute(steps.get(8));
    }

    private void cleanUp() {
        assertThat(steps.get(9).server()).isEqualTo("old, the way back");
        execute(steps.get(9));
        execute(steps.get(10));
        assertThat(from.count("select from pg_replication_slots")).isZero();
    }

    private void execute(Step step) {
        for (String statement : sql(step).split(";\n")) {
            database(step).sql().execute(statement);
        }
    }

    private List<String> rows(Step step) {
        return database(step).sql().queryForList(sql(step).replace(";\n", "")).stream()
                .map(Object::toString)
                .toList();
    }

    private TestDatabase database(Step step) {
        return step.server().startsWith("new") ? to : from;
    }

    /** Returns its SQL for the databases of this test. */
    private String sql(Step step) {
        return step.sql()
                .replaceFirst(
                        "host=OLD port=\\d+", oldServer.connection(from).replaceAll(" (user|password|dbname)=.*", ""))
                .replace("balance_history", from.name());
    }

    private Login installed(TestDatabase database) throws IOException {
        String roles = Files.readString(Path.of("db/roles.sql"));
        database.sql().execute(roles);
        use(database, superuser(database));
        run("migrate");
        database.sql().execute(roles);
        Login recorder = database.login("balance_recorder");
        database.sql().execute(roles);
        return recorder;
    }

    private static Login superuser(TestDatabase database) {
        return new Login(database.user(), database.password(), database.dataSource());
    }

    private void use(TestDatabase database, Login login) {
        bench.option("--spring.datasource.url=" + database.url())
                .option("--spring.datasource.username=" + login.user())
                .option("--spring.datasource.password=" + login.password());
    }

    private void record(int minute) {
        run("record", slot(minute));
    }

    private static String slot(int minute) {
        return "--slot=2026-01-01T00:0" + minute + ":00Z";
    }

    private Workbench.Ended run(String... command) {
        Workbench.Ended run = bench.run(command);
        assertThat(run.code()).as(run.out() + run.err()).isZero();
        return run;
    }
}
