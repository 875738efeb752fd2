package dev.balancehistory.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.balancehistory.postgres.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.support.PropertiesLoaderUtils;

/** The query that finds out whether Flyway is needed. */
class CurrentSchemaTest {
    private static final Path FILE = Path.of("src/main/resources/db/current-schema.properties");

    private static final String HEADER = """
            # The migrations of this program with Flyway's checksums: by version, and R with its description for a view or
            # function. CurrentSchemaTest writes it with -Dschema.write=true.
            """;

    private static final String MIGRATIONS = """
            select coalesce(version, 'R ' || description) || '=' || checksum
              from flyway_schema_history
             order by version::integer, description collate "C"
            """;

    private static final String AGAIN = """
            insert into flyway_schema_history
            select installed_rank + 1000, version, description, type, script, %s, installed_by, installed_on,
                   execution_time, success
              from flyway_schema_history
             where description = '30 latest balance'
            """;

    private final TestDatabase database = TestDatabase.migrated();

    @AfterEach
    void close() {
        database.close();
    }

    /** Before the first test, since the program reads the file. */
    @BeforeAll
    static void renew() throws IOException {
        if (Boolean.getBoolean("schema.write")) {
            try (TestDatabase migrated = TestDatabase.migrated()) {
                String file = expected(migrated);
                Files.writeString(FILE, file);
                Files.writeString(Path.of("target/classes/db/current-schema.properties"), file);
            }
        }
    }

    private static String expected(TestDatabase migrated) {
        List<String> lines = migrated.sql().queryForList(MIGRATIONS, String.class);
        return HEADER + String.join("\n", lines).replace(" ", "\\ ") + "\n";
    }

    @Test
    void theFileListsEveryMigrationWithItsChecksum() {
        assertThat(FILE)
                .as("renew it with -Dtest=CurrentSchemaTest -Dschema.write=true")
                .content()
                .isEqualTo(expected(database));
    }

    @Test
    void aMigratedDatabaseIsCurrent() {
        assertThat(CurrentSchema.isIn(database.sql())).isTrue();
    }

    @Test
    void theNewestFormOfAReplacedViewCounts() {
        database.sql().execute(AGAIN.formatted("checksum + 1"));
        assertThat(CurrentSchema.isIn(database.sql())).isFalse();

        database.sql().execute("delete from flyway_schema_history where installed_rank > 1000");
        database.sql().execute("update flyway_schema_history set checksum = 1 where description = '30 latest balance'");
        database.sql().execute(AGAIN.formatted(checksum("30 latest balance")));
        assertThat(CurrentSchema.isIn(database.sql())).isTrue();
    }

    private static String checksum(String object) {
        try {
            return PropertiesLoaderUtils.loadProperties(new ClassPathResource("db/current-schema.properties"))
                    .getProperty("R " + object);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aSchemaThatFlywayCreatedIsCurrent() {
        database.sql()
                .execute("insert into flyway_schema_history select 0, null, '<< Flyway Schema Creation >>', 'SCHEMA',"
                        + " '\"history\"', null, installed_by, installed_on, 0, true from flyway_schema_history"
                        + " where installed_rank = 1");

        assertThat(CurrentSchema.isIn(database.sql())).isTrue();
    }

    @ParameterizedTest
    @Tag("D9")
    @ValueSource(
            strings = {
                "drop table flyway_schema_history",
                "delete from flyway_schema_history where installed_rank = 2",
                "delete from flyway_schema_history where description = '30 latest balance'",
                "update flyway_schema_history set checksum = checksum + 1 where description = '30 latest balance'",
                "update flyway_schema_history set description = 'gone' where description = '30 latest balance'",
                "update flyway_schema_history set checksum = checksum + 1 where installed_rank = 1",
                "update flyway_schema_history set success = false where installed_rank = 2",
                "update flyway_schema_history set version = '1000' where installed_rank = 2",
                "insert into flyway_schema_history select 1000, '1000', 'later', type, script, checksum, installed_by,"
                        + " installed_on, execution_time, success from flyway_schema_history where installed_rank = 2"
            })
    void everyOtherSchemaIsLeftToFlyway(String change) {
        database.sql().execute(change);

        assertThat(CurrentSchema.isIn(database.sql())).isFalse();
    }
}
