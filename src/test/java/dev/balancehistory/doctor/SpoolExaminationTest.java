package dev.balancehistory.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.balancehistory.process.Outcome;
import dev.balancehistory.spool.Spool;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.util.unit.DataSize;

class SpoolExaminationTest {
    @ParameterizedTest(name = "{0} KB free, {1} wait, {2} corrupt")
    @CsvSource({
        "16384, 0, 0, DONE",
        "16384, 3, 0, DONE",
        "16383, 0, 0, CANNOT_WRITE",
        "16383, 3, 1, CANNOT_WRITE",
        "0, 0, 0, CANNOT_WRITE"
    })
    void aSpoolWithoutSpaceForAFewResponsesIsReported(long free, int waiting, int setAside, Outcome outcome) {
        Finding finding = SpoolExamination.waiting(
                Path.of("/spool"), new Spool.Contents(waiting, setAside, 0, 1), free << 10, DataSize.ofMegabytes(16));

        assertThat(finding.outcome()).isEqualTo(outcome);
        assertThat(finding.detail())
                .startsWith("/spool: " + waiting + " responses wait, " + setAside + " corrupt")
                .matches(words -> words.endsWith("; " + free + " KB are free, a few responses may need 16384 KB")
                        == (outcome == Outcome.CANNOT_WRITE));
    }

    @ParameterizedTest(name = "{0} of 1000 bytes")
    @CsvSource(delimiter = '|', textBlock = """
            794  | OK   | DONE         | 0 responses wait, 0 corrupt
            795  | WARN | DONE         | 0 responses wait, 0 corrupt; 80 % of recorder.spool-limit are used
            999  | WARN | DONE         | 0 responses wait, 0 corrupt; 100 % of recorder.spool-limit are used
            1000 | FAIL | CANNOT_WRITE | 0 responses wait, 0 corrupt; 100 % of recorder.spool-limit are used
            1200 | FAIL | CANNOT_WRITE | 0 responses wait, 0 corrupt; 120 % of recorder.spool-limit are used
            """)
    @Tag("F7")
    void aSpoolThatIsNearlyFullIsReported(long bytes, Finding.Level level, Outcome outcome, String detail) {
        Finding finding = SpoolExamination.waiting(
                Path.of("/spool"), new Spool.Contents(0, 0, bytes, 1000), 1L << 30, DataSize.ofMegabytes(16));

        assertThat(finding.level()).isEqualTo(level);
        assertThat(finding.outcome()).isEqualTo(outcome);
        assertThat(finding.detail()).isEqualTo("/spool: " + detail);
    }
}
