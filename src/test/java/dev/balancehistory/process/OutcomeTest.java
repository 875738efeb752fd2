package dev.balancehistory.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OutcomeTest {
    @Test
    void theWorstOutcomeOfNoneIsDone() {
        assertThat(Outcome.worst(List.of())).isEqualTo(Outcome.DONE);
    }

    @ParameterizedTest
    @EnumSource(names = {"USAGE", "DATA_ERROR", "CREDENTIALS", "CONFIGURATION", "CANNOT_CREATE", "BUG"})
    void aTemporaryFailureOutweighsAPermanentOne(Outcome hopeless) {
        for (Outcome hopeful :
                List.of(Outcome.TEMPORARY_FAILURE, Outcome.CANNOT_WRITE, Outcome.UNREACHABLE, Outcome.STOPPED)) {
            assertThat(Outcome.worst(List.of(hopeful, hopeless, Outcome.DONE))).isEqualTo(hopeful);
            assertThat(Outcome.worst(List.of(Outcome.DONE, hopeless, hopeful))).isEqualTo(hopeful);
        }
    }
}
