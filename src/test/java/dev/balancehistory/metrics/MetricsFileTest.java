package dev.balancehistory.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file as its collector finds it. */
class MetricsFileTest {
    @TempDir
    private Path folder;

    @Test
    void aWholeFileExistsDuringTheReplacement() throws Exception {
        Path file = folder.resolve("balances.prom");
        String text = "balance_history_spool_files 0.0\n".repeat(20_000);
        MetricsFile metrics = new MetricsFile(file);
        metrics.write(text, false);
        CompletableFuture<Void> replacing = CompletableFuture.runAsync(() -> {
            for (int i = 0; i < 100; i++) {
                metrics.write(text, false);
            }
        });

        do {
            try (Stream<Path> files = Files.list(folder)) {
                assertThat(files.filter(each -> each.toString().endsWith(".prom")))
                        .containsExactly(file);
            }
            assertThat(file).hasSize(text.length());
        } while (!replacing.isDone());
        replacing.join();
    }

    @Test
    void aFileThatCanNotBeRenamedIsDeleted() throws Exception {
        Path inTheWay = Files.createDirectory(folder.resolve("balances.prom"));

        new MetricsFile(inTheWay).write("balance_history_spool_files 0.0\n", false);

        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(inTheWay);
        }
    }
}
