package dev.balancehistory.balance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SlotTest {
    private static final Instant NOW = Instant.parse("2026-06-30T00:05:07.123Z");

    @ParameterizedTest
    @CsvSource({
        "2026-01-01T00:00:00Z, 2026-01-01T00:00:00Z",
        "2026-01-01T00:00:00.000Z, 2026-01-01T00:00:00Z",
        "2026-01-01T00:00:00.123Z, 2026-01-01T00:00:00.123Z",
        "2026-01-01T01:30:00+01:30, 2026-01-01T00:00:00Z"
    })
    void readsAnInstantAndPrintsItInUtc(String text, String printed) {
        assertThat(Slot.parse(text)).hasToString(printed);
        assertThat(Slot.parse(printed)).isEqualTo(Slot.parse(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "now", "2026-01-01", "2026-01-01T00:00:00", "2026-13-01T00:00:00Z", "1525239801363"})
    void rejectsTextThatIsNoInstant(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Slot.parse(text))
                .withMessage("'" + text + "' is not an instant such as 2026-01-01T00:00:00Z");
    }

    @Test
    @Tag("T5")
    void rejectsTheInstantOfALaterRun() {
        Instant now = Instant.parse("2026-01-01T00:00:00Z");

        assertThat(Slot.ofRun("2026-01-02T00:00:00Z", now)).hasToString("2026-01-02T00:00:00Z");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Slot.ofRun("2026-01-02T00:00:00.001Z", now))
                .withMessage(
                        "'2026-01-02T00:00:00.001Z' is more than a day ahead: the run of that instant would find it"
                                + " recorded already");
    }

    @Test
    @Tag("T7")
    void rejectsAnInstantFinerThanAMillisecond() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Slot.parse("2026-01-01T00:00:00.000001Z"))
                .withMessageContaining("finer than a millisecond");
        assertThatIllegalArgumentException().isThrownBy(() -> new Slot(Instant.ofEpochSecond(0, 1)));
    }

    @ParameterizedTest
    @CsvSource({
        "balance-history-29712965, 2026-06-30T00:05:00Z",
        "a-2026-29712960, 2026-06-30T00:00:00Z",
        "-26297280, 2020-01-01T00:00:00Z",
        "late-29714405, 2026-07-01T00:05:00Z"
    })
    void theSlotOfAJobIsTheMinuteAtTheEndOfItsName(String name, Instant scheduled) {
        assertThat(Slot.ofJob(name, NOW).instant()).isEqualTo(scheduled);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "balance-history",
                "29712965",
                "balance-history-29712965-x7k2p",
                "balance-history-",
                "balance-history--",
                "balance-history-99999999999",
                "balance-history-٢٩٧١٢٩٦٥",
                "$(JOB_NAME)"
            })
    void otherNamesOfJobsAreRejected(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Slot.ofJob(name, NOW))
                .withMessageContaining("'" + name + "' does not end in the minutes since 1970");
    }

    @ParameterizedTest
    @ValueSource(strings = {"job-0", "job-26297279", "job-29714406", "job-1782777900", "job-9999999999"})
    void aNumberThatCanNotBeTheScheduledMinuteIsRejected(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Slot.ofJob(name, NOW))
                .withMessageContaining("no CronJob can have scheduled");
    }
}
