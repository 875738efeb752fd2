package dev.balancehistory.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.balancehistory.postgres.TestDatabase;
import dev.balancehistory.process.Outcome;
import dev.balancehistory.process.Problem;
import dev.balancehistory.support.OtherZone;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ZoneRulesCheckTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant END = Instant.parse("2027-01-01T00:00:00Z");

    private static TestDatabase database;
    private static Connection connection;

    @BeforeAll
    static void open() throws SQLException {
        database = TestDatabase.create();
        connection = database.dataSource().getConnection();
    }

    @AfterAll
    static void close() throws SQLException {
        connection.close();
        database.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTC", "Europe/Berlin", "Asia/Seoul", "America/Sao_Paulo", "Pacific/Apia", "+02:00", "CET"})
    void zonesWithTheSameRulesAreAccepted(String zone) {
        assertThatCode(() -> ZoneRulesCheck.requireSame(
                        connection, ZoneId.of(zone), Instant.parse("2009-01-01T00:00:00Z"), END))
                .doesNotThrowAnyException();
    }

    @Test
    void aDifferenceInTheRangeIsRejectedWithBothVersions() {
        ZoneId zone = OtherZone.withSummer("2026-03-29T01:00:00Z", "2026-03-30T01:00:00Z");

        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> ZoneRulesCheck.requireSame(connection, zone, START, END))
                .satisfies(e -> assertThat(e.outcome()).isEqualTo(Outcome.CONFIGURATION))
                .withMessageMatching("Java and PostgreSQL disagree on the time zone " + zone
                        + ". At 2026-03-29T01:00:00Z its offset is"
                        + " \\+01:00 for Java [0-9]+ \\(time zone database .+\\) and Z for PostgreSQL [0-9.]+.*\\."
                        + " Update the older of both");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-01-01T00:00:00Z, 2026-03-29T00:59:59Z, false",
        "2026-01-01T00:00:00Z, 2026-03-29T01:00:00Z, true",
        "2026-04-20T00:00:00Z, 2026-04-20T00:00:01Z, true",
        "2026-10-25T00:59:59Z, 2027-01-01T00:00:00Z, true",
        "2026-10-25T01:00:00Z, 2027-01-01T00:00:00Z, false"
    })
    void onlyTheRangeCounts(Instant from, Instant to, boolean rejected) {
        ZoneId zone = OtherZone.withSummer("2026-03-29T01:00:00Z", "2026-10-25T01:00:00Z");

        if (rejected) {
            assertThatExceptionOfType(Problem.class)
                    .isThrownBy(() -> ZoneRulesCheck.requireSame(connection, zone, from, to));
        } else {
            assertThatCode(() -> ZoneRulesCheck.requireSame(connection, zone, from, to))
                    .doesNotThrowAnyException();
        }
    }
}
