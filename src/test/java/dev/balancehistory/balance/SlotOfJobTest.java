package dev.balancehistory.balance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The scheduled instant in the name of a CronJob's Job. */
class SlotOfJobTest {
    private static final Instant NOW = Instant.parse("2026-06-30T00:05:07.123Z");

    @ParameterizedTest
    @CsvSource({
        "balance-history-29712965, 2026-06-30T00:05:00Z",
        "a-2026-29712960, 2026-06-30T00:00:00Z",
        "-26297280, 2020-01-01T00:00:00Z",
        "late-29714405, 2026-07-01T00:05:00Z"
    })
    void theSlotIsTheMinuteAtTheEndOfTheName(String name, Instant scheduled) {
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
    void otherNamesAreRejected(String name) {
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
