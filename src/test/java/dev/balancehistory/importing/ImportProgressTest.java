package dev.balancehistory.importing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ImportProgressTest {
    @Test
    void aRowThatIsSetAsideCountsHalfUntilTheEndOfTheFile() {
        ImportCount count = new ImportCount();
        List<String> reported = new ArrayList<>();
        ImportProgress progress =
                new ImportProgress(List.of(new ImportSource("a.csv", Path.of("a.csv"), 100)), count, (done, all) -> {
                    reported.add(done + " of " + all);
                });

        for (int i = 0; i < 10; i++) {
            count.setAside();
        }
        progress.read(50);
        assertThat(reported).containsExactly("5 of 20");
        assertThat(count.rowsDone()).isEqualTo(5);
        count.read(10, true);
        assertThat(count.rowsDone()).isEqualTo(10);
        count.read(3, false);
        assertThat(count.rows()).isEqualTo(13);
        assertThat(count.rowsDone()).isEqualTo(13);
    }
}
