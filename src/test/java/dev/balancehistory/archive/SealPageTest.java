package dev.balancehistory.archive;

import static dev.balancehistory.recording.TestHistory.NOON;
import static dev.balancehistory.recording.TestHistory.balance;
import static org.assertj.core.api.Assertions.assertThat;

import dev.balancehistory.balance.Account;
import dev.balancehistory.balance.Balance;
import dev.balancehistory.balance.Slot;
import dev.balancehistory.recording.TestHistory;
import dev.balancehistory.support.CleanProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of {@code docs/seal.md} compute the recorded seals without this program. */
class SealPageTest {
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w*)\n(.*?)^```$");

    @TempDir
    private Path folder;

    private static List<String> blocks(String language) throws IOException {
        Matcher matcher = BLOCK.matcher(Files.readString(Path.of("docs/seal.md")));
        return matcher.results()
                .filter(block -> block.group(1).equals(language))
                .map(block -> block.group(2))
                .toList();
    }

    private String bash(String script, String input) throws Exception {
        Path in = Files.writeString(folder.resolve("in"), input);
        Process bash = CleanProcess.of("bash", "-ec", script)
                .redirectInput(in.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(bash.waitFor()).as(output).isZero();
        return output;
    }

    @Test
    void theWorkedExamplePrintsTheOutputOfThePage() throws Exception {
        assertThat(bash(blocks("sh").get(0), "")).isEqualTo(blocks("").get(1));
    }

    @Test
    void theChainIsComputedFromTheQueryAlone() throws Exception {
        try (TestHistory test = new TestHistory()) {
            Account account = test.account();
            for (int i = 0; i < 5; i++) {
                // Not in the order of their times, one with a slot, one without a balance.
                Slot slot = i == 2 ? new Slot(NOON) : null;
                Balance[] balances = {balance("BTC", "1.50", "1"), balance("币", "2", "2")};
                test.record(account, slot, NOON.minusMillis(i), i == 3 ? new Balance[0] : balances);
            }
            String query = blocks("sql").get(0).replace("'main'", "'" + account.name() + "'");
            List<String> rows = test.database
                    .sql()
                    .query(query, (row, number) -> row.getString("text") + ' ' + row.getString("seal"));

            String loop = blocks("sh").get(1).replaceFirst("(?m)^psql .*\\| while", "cat | while");
            List<String> computed =
                    bash(loop, String.join("\n", rows) + "\n").lines().toList();

            assertThat(computed).hasSize(5).allMatch(line -> line.endsWith(" as recorded"));
            String damaged = bash(loop, String.join("\n", rows.subList(1, 5)) + "\n");
            assertThat(damaged.lines()).hasSize(4).noneMatch(line -> line.endsWith(" as recorded"));
            assertThat(IntStream.rangeClosed(1, 5).boxed().toList())
                    .isEqualTo(test.database
                            .sql()
                            .queryForList(
                                    "select sequence from snapshot where account_id = ? order by recorded_at, sequence",
                                    Integer.class,
                                    account.id()));
        }
    }

    @Test
    void theHashOfTheBalancesIsComputedFromTheQueryAlone() throws IOException {
        try (TestHistory test = new TestHistory()) {
            Account account = test.account();
            test.record(account, null, NOON, balance("BTC", "1", "1"));
            test.record(account, null, NOON.plusMillis(1), balance("币", "2.50", "-0.10"), balance("BTC", "1.50", "1"));

            String query = blocks("sql").get(1).replace("'main'", "'" + account.name() + "'");
            Map<String, Object> hashes = test.database.sql().queryForMap(query);

            assertThat(hashes.get("computed")).isEqualTo(hashes.get("recorded"));
        }
    }
}
