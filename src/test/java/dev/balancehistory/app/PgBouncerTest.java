package dev.balancehistory.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.balancehistory.localexchange.Holdings;
import dev.balancehistory.postgres.PgBouncer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every command works behind PgBouncer in transaction mode, on whichever connection each transaction is. */
class PgBouncerTest {
    @TempDir
    private Path folder;

    private Workbench bench;

    @BeforeAll
    static void requirePgBouncer() {
        if (PgBouncer.program() == null) {
            System.out.println("NOT TESTED: PgBouncer. There is none on the path, and the variable "
                    + PgBouncer.VARIABLE + " names none.");
        }
        assumeThat(PgBouncer.program()).isNotNull();
    }

    @BeforeEach
    void open() {
        bench = new Workbench().account("main", Holdings.moving(1)).account("other", Holdings.moving(2));
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private PgBouncer bouncer(Map<String, String> settings) throws IOException {
        return PgBouncer.start(folder, bench.database, settings);
    }

    @ParameterizedTest
    @CsvSource({"transaction, ?prepareThreshold=0", "session, ''"})
    void everyCommandWorks(String mode, String parameters) throws IOException {
        try (PgBouncer bouncer = bouncer(Map.of("pool_mode", mode, "ignore_startup_parameters", "options"))) {
            bench.option("--spring.datasource.url=" + bouncer.url(bench.database) + parameters);
            for (int i = 0; i < 3; i++) {
                Path csv = folder.resolve(i + ".csv");
                works("record");
                works("export", "history", "--output=" + csv);
                works("verify");
                works("import", csv.toString(), "--dry-run");
                works("import", csv.toString());
                works("status");
                works("prune");
                works("doctor");
            }
        }
        assertThat(bench.database.count("select from snapshot")).isEqualTo(6);
    }

    private void works(String... command) {
        Workbench.Ended ended = bench.run(command);
        assertThat(ended.code())
                .as(String.join(" ", command) + ": " + ended.out() + ended.err())
                .isZero();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            session     | extra_float_digits | set ignore_startup_parameters = options in pgbouncer.ini
            transaction | options            | add prepareThreshold=0 to spring.datasource.url
            """)
    void aMissingSettingIsNamed(String mode, String ignored, String advice) throws IOException {
        try (PgBouncer bouncer = bouncer(Map.of("pool_mode", mode, "ignore_startup_parameters", ignored))) {
            bench.option("--spring.datasource.url=" + bouncer.url(bench.database));
            List<Workbench.Ended> failed = IntStream.range(0, 5)
                    .mapToObj(i -> bench.run("record"))
                    .filter(run -> run.code() != 0)
                    .toList();

            assertThat(failed).isNotEmpty().allSatisfy(run -> {
                assertThat(run.code()).as(run.err()).isEqualTo(78);
                assertThat(reasons(run)).singleElement().asString().contains(advice);
            });
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            nowhere | | 78 | the database does not exist: check spring.datasource.url
                    | wrong | 77 | the database rejected the credentials
            """)
    void aWrongDatabaseOrLoginIsReportedAsWithoutIt(String name, String password, int code, String message)
            throws IOException {
        Path users = Files.writeString(folder.resolve("users.txt"), "\"postgres\" \"postgres\"\n");
        Files.setPosixFilePermissions(users, PosixFilePermissions.fromString("rw-r--r--"));
        try (PgBouncer bouncer = bouncer(Map.of(
                "pool_mode", "session",
                "ignore_startup_parameters", "options",
                "auth_type", "md5",
                "auth_file", users.toString()))) {
            bench.option("--spring.datasource.url="
                            + bouncer.url(bench.database)
                                    .replace(bench.database.name(), name == null ? bench.database.name() : name))
                    .option("--spring.datasource.username=postgres")
                    .option("--spring.datasource.password=" + (password == null ? "postgres" : password));

            Workbench.Ended run = bench.run("record");

            assertThat(run.code()).as(run.err()).isEqualTo(code);
            assertThat(reasons(run)).singleElement().asString().contains(message);
        }
    }

    /** Returns the lines that do not name a file in the spool. */
    private static List<String> reasons(Workbench.Ended run) {
        return run.err()
                .lines()
                .filter(line -> !line.contains(": the response is stored in "))
                .toList();
    }
}
