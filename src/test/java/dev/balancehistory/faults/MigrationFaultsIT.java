package dev.balancehistory.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.balancehistory.app.Child;
import dev.balancehistory.app.Workbench;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongFunction;
import java.util.function.LongUnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several processes migrate at once, and processes are killed while they migrate. */
@Tag("D9")
class MigrationFaultsIT {
    /** Everything that a migration makes, but for whose it is. */
    private static final String SCHEMA = """
            select format('%s %s %s %s', c.relnamespace::regnamespace, c.relname, c.relkind, a.attname)
              from pg_class c left join pg_attribute a on a.attrelid = c.oid and a.attnum > 0
             where c.relnamespace in ('public'::regnamespace, to_regnamespace('batch'))
             union all
            select format('%s %s', p.oid::regprocedure, md5(p.prosrc)) from pg_proc p
             where p.pronamespace = 'public'::regnamespace
             union all
            select format('%s %s', t.tgrelid::regclass, t.tgname) from pg_trigger t where not t.tgisinternal
             order by 1
            """;

    private static final String MIGRATIONS =
            "select coalesce(version, description) from flyway_schema_history order by installed_rank";

    private static final Pattern APPLIED = Pattern.compile("^Applied (\\d+) migration");

    @TempDir
    private Path folder;

    @Test
    void eachMigrationIsAppliedOnceByTwoConcurrentProcessesThatBothSucceed() throws Exception {
        try (Workbench bench = Workbench.empty();
                Child one = bench.start(folder, "", "migrate");
                Child other = bench.start(folder, "", "migrate")) {
            List<Workbench.Ended> both = List.of(one.ended(), other.ended());

            assertThat(both)
                    .allSatisfy(run -> assertThat(run.code()).as(run.err()).isZero());
            assertThat(both.stream().mapToInt(run -> applied(run.out())).sum())
                    .isEqualTo(texts(bench, MIGRATIONS).size());
            assertThat(texts(bench, SCHEMA)).isEqualTo(wholeSchema());
        }
    }

    /** They take turns: each may apply a share. */
    private static int applied(String out) {
        Matcher number = APPLIED.matcher(out);
        return number.find() ? Integer.parseInt(number.group(1)) : 0;
    }

    @Test
    void aMigrationKilledBeforeAnyCommitIsRolledBackAndAppliedAgain() throws Exception {
        // The first commits are those of the tables, the others those of views and functions.
        assertThat(leftBehind(Moment::commit, n -> n < 6 ? 1 : 13)).hasSizeGreaterThan(4);
    }

    @Test
    void aMigrationKilledBetweenStatementsIsRolledBackAndAppliedAgain() throws Exception {
        assertThat(leftBehind(Moment::statement, n -> n < 300 ? 61 : 127)).hasSizeGreaterThan(4);
    }

    /**
     * Returns the migrations that were there after each kill.
     *
     * @param step from one kill to the next
     */
    private Set<List<String>> leftBehind(LongFunction<Moment> moment, LongUnaryOperator step) throws Exception {
        Set<List<String>> left = new HashSet<>();
        List<String> whole = wholeSchema();
        boolean killed = true;
        for (long n = 1; killed; n += step.applyAsLong(n)) {
            try (Workbench bench = Workbench.empty()) {
                killed = killedAt(bench, moment.apply(n));
                boolean begun =
                        bench.database.count("select from pg_class where relname = 'flyway_schema_history'") > 0;
                List<String> migrations = begun ? texts(bench, MIGRATIONS) : List.of();
                left.add(migrations);
                assertThat(bench.database.count("select from pg_class where relname = 'snapshot'"))
                        .isEqualTo(migrations.contains("2") ? 1 : 0);

                Workbench.Ended again = bench.run("migrate");

                assertThat(again.code()).as("%s: %s", n, again.err()).isZero();
                assertThat(texts(bench, SCHEMA)).isEqualTo(whole);
            }
        }
        return left;
    }

    /** Returns false if the migration ended before the moment came. */
    private boolean killedAt(Workbench bench, Moment moment) throws Exception {
        URI database = URI.create(bench.database.url().substring("jdbc:".length()));
        try (ChaosProxy postgres = ChaosProxy.beforePostgres(database.getPort())) {
            Child[] running = new Child[1];
            postgres.at(moment, Fault.kill(() -> running[0].killed()));
            try (Child child = bench.start(
                    folder,
                    "",
                    "migrate",
                    "--spring.datasource.url=jdbc:postgresql://127.0.0.1:" + postgres.port() + database.getPath()
                            + "?sslmode=disable")) {
                running[0] = child;
                Workbench.Ended run = child.ended();
                assertThat(run.code()).as(run.err()).isEqualTo(postgres.struck() ? 137 : 0);
                return postgres.struck();
            }
        }
    }

    private static List<String> wholeSchema() {
        try (Workbench bench = new Workbench()) {
            return texts(bench, SCHEMA);
        }
    }

    private static List<String> texts(Workbench bench, String query) {
        return bench.database.sql().queryForList(query, String.class);
    }
}
