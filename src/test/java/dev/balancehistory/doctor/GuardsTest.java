package dev.balancehistory.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.balancehistory.postgres.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GuardsTest {
    private static final Path OWN = Path.of("src/main/resources/dev/balancehistory/doctor/guards.txt");

    private final TestDatabase database = TestDatabase.migrated();

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void theFileListsThoseOfAMigratedDatabase() throws IOException {
        String own = String.join("\n", Guards.in(database.sql()).found().keySet()) + "\n";
        if (Boolean.getBoolean("schema.write")) {
            Files.writeString(OWN, own);
        }

        assertThat(OWN)
                .as("renew it with -Dtest=GuardsTest -Dschema.write=true")
                .content()
                .isEqualTo(own);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            alter table balance disable trigger append_only                     | trigger append_only on balance is missing or disabled
            drop trigger keep_facts on balance_response                         | trigger keep_facts on balance_response is missing or disabled
            alter table balance_response drop constraint balance_response_check | check balance_response_check on balance_response is missing
            alter table snapshot add constraint few check (currency_count < 9)  | check few on snapshot is not this program's
            create rule lost as on insert to balance do instead nothing         | rule lost on balance is not this program's
            alter table account enable row level security                       | row-level security on account is not this program's
            """)
    void aDifferenceIsAWarning(String change, String detail) {
        database.sql().execute(change);

        assertThat(findings(database)).singleElement().satisfies(finding -> {
            assertThat(finding.level()).isEqualTo(Finding.Level.WARN);
            assertThat(finding.detail()).startsWith(detail);
        });
    }

    private static List<Finding> findings(TestDatabase database) {
        List<Finding> findings = new ArrayList<>();
        Guards.in(database.sql()).examine(true, findings::add);
        return findings;
    }
}
