package dev.balancehistory.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerTest {
    @ParameterizedTest(name = "encrypted {0}, certified {1}, local {2}")
    @CsvSource(textBlock = """
            true,  true,  false, OK,   encrypted
            true,  false, false, WARN, 'encrypted, but the server''s certificate is not verified'
            false, false, false, WARN, not encrypted
            false, false, true,  OK,   on this machine
            true,  false, true,  OK,   encrypted
            """)
    void anUnverifiedRemoteDatabaseIsAWarning(
            boolean encrypted, boolean certified, boolean local, Finding.Level level, String words) {
        Finding finding = new Server("18.1", 18, "recorder", encrypted, certified, local, false).finding("database");

        assertThat(finding.level()).isEqualTo(level);
        assertThat(finding.detail()).isEqualTo("PostgreSQL 18.1, as recorder, " + words);
        assertThat(String.valueOf(finding.advice()).contains("sslmode=verify-full"))
                .isEqualTo(level == Finding.Level.WARN);
    }
}
