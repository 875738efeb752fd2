package dev.balancehistory.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.balancehistory.process.Outcome;
import dev.balancehistory.spool.Spool;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.util.unit.DataSize;

class SettingsExaminationTest {
    @ParameterizedTest(name = "{0} KB free, {1} wait, {2} corrupt")
    @CsvSource({
        "16384, 0, 0, DONE",
        "16384, 3, 0, DONE",
        "16383, 0, 0, CANNOT_WRITE",
        "16383, 3, 1, CANNOT_WRITE",
        "0, 0, 0, CANNOT_WRITE"
    })
    void aSpoolWithoutSpaceForAFewResponsesIsReported(long free, int waiting, int setAside, Outcome outcome) {
        Finding finding = SettingsExamination.waiting(
                Path.of("/spool"), new Spool.Contents(waiting, setAside, 0, 1), free << 10, DataSize.ofMegabytes(16));

        assertThat(finding.outcome()).isEqualTo(outcome);
        assertThat(finding.detail())
                .startsWith("/spool: " + waiting + " responses wait, " + setAside + " corrupt")
                .matches(words -> words.endsWith("; " + free + " KB are free, a few responses may need 16384 KB")
                        == (outcome == Outcome.CANNOT_WRITE));
    }
}
