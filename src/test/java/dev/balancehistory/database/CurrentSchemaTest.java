package dev.balancehistory.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.balancehistory.postgres.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When Flyway can be spared, and when it can't. */
class CurrentSchemaTest {
    private final TestDatabase database = TestDatabase.migrated();

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void aMigratedDatabaseIsCurrent() {
        assertThat(CurrentSchema.isIn(database.sql()))
                .as(
                        "src/main/resources/db/current-schema.properties should say %s",
                        database.rows("select version, checksum from flyway_schema_history order by installed_rank"))
                .isTrue();
    }

    @ParameterizedTest
    @Tag("D9")
    @ValueSource(
            strings = {
                "drop table flyway_schema_history",
                "delete from flyway_schema_history where installed_rank = 2",
                "update flyway_schema_history set checksum = checksum + 1 where installed_rank = 1",
                "update flyway_schema_history set success = false where installed_rank = 2",
                "update flyway_schema_history set version = '1000' where installed_rank = 2",
                "insert into flyway_schema_history select 1000, '1000', 'later', type, script, checksum, installed_by,"
                        + " installed_on, execution_time, success from flyway_schema_history where installed_rank = 2"
            })
    void anythingElseIsForFlywayToJudge(String change) {
        database.sql().execute(change);

        assertThat(CurrentSchema.isIn(database.sql())).isFalse();
    }
}
