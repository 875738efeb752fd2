package dev.balancehistory.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.balancehistory.localexchange.Holdings;
import org.junit.jupiter.api.Test;

/** The training of the class archive records, and prints what it does in place of the output of its commands. */
class TrainCommandTest {
    @Test
    void theTrainingPrintsOneLine() {
        try (Workbench bench = new Workbench().account("main", Holdings.seed())) {
            Workbench.Ended train = bench.run("train");

            assertThat(train.code()).as(train.err()).isZero();
            assertThat(train.out())
                    .startsWith("Runs 'record', 'export latest', 'status' without their output")
                    .hasLineCount(1);
            assertThat(bench.database.count("select from snapshot")).isEqualTo(1);
        }
    }

    @Test
    void aFailureIsReported() {
        try (Workbench bench = new Workbench()) {
            Workbench.Ended train = bench.run("train");

            assertThat(train.code()).isEqualTo(78);
            assertThat(train.err()).contains("no account is configured").hasLineCount(1);
        }
    }
}
