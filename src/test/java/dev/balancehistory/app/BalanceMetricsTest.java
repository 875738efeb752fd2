package dev.balancehistory.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.balancehistory.localexchange.Holding;
import dev.balancehistory.localexchange.Holdings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The newest balances as metrics, for alerts. */
class BalanceMetricsTest {
    private static final Holding TINY = new Holding("BTC", "0.000000010", "0.000000001");
    private static final String BALANCES = "balance_history_(?:available_)?balance\\{.*";

    @TempDir
    private Path folder;

    private Workbench bench;
    private Path file;

    @BeforeEach
    void open() {
        bench = new Workbench().account("main", Holdings.fixed(TINY, new Holding("XRP", "0", "0")));
        file = folder.resolve("balances.prom");
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private Workbench.Ended record(String... options) {
        bench.option("--recorder.metrics.file=" + file);
        for (String option : options) {
            bench.option(option);
        }
        return bench.run("record");
    }

    private List<String> series() throws IOException {
        return Files.readAllLines(file).stream()
                .filter(line -> line.matches(BALANCES))
                .toList();
    }

    @Test
    void noBalanceIsPublishedByDefault() throws IOException {
        assertThat(record().code()).isZero();

        assertThat(Files.readString(file)).contains("balance_history_run_exit_code 0.0");
        assertThat(series()).isEmpty();
    }

    @Test
    void theBalancesHaveTheRecordedDigits() throws IOException {
        assertThat(record("--recorder.metrics.balances=true").code()).isZero();

        assertThat(series())
                .containsExactly(
                        "balance_history_balance{account=\"main\",wallet=\"spot\",currency=\"BTC\"} 0.000000010",
                        "balance_history_balance{account=\"main\",wallet=\"spot\",currency=\"XRP\"} 0",
                        "balance_history_available_balance{account=\"main\",wallet=\"spot\",currency=\"BTC\"} 0.000000001",
                        "balance_history_available_balance{account=\"main\",wallet=\"spot\",currency=\"XRP\"} 0");
    }

    /** The failed account has those of its newest snapshot, and a former account has no series. */
    @Test
    void everyConfiguredAccountIsPublishedAfterARunOfOne() throws IOException {
        bench.account("other", Holdings.fixed(new Holding("ETH", "7.50", "7.5")))
                .account("former", Holdings.fixed(TINY));
        assertThat(record().code()).isZero();
        bench.withoutAccount("former");

        assertThat(record("--recorder.metrics.balances=true", "--recorder.accounts.other.api-secret=wrong")
                        .code())
                .isEqualTo(77);

        assertThat(series())
                .hasSize(6)
                .contains(
                        "balance_history_balance{account=\"other\",wallet=\"spot\",currency=\"ETH\"} 7.50",
                        "balance_history_balance{account=\"main\",wallet=\"spot\",currency=\"BTC\"} 0.000000010")
                .noneMatch(line -> line.contains("former"));
    }

    @Test
    @Tag("S2")
    void aMalformedSettingIsReportedByDoctorAndCostsNoSnapshot() {
        Workbench.Ended run = record("--recorder.metrics.balances=sometimes");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(bench.database.count("select from snapshot")).isEqualTo(1);
        assertThat(file).doesNotExist();
        assertThat(bench.run("doctor").out()).contains("warn  metrics: recorder.metrics.balances ");
    }

    @Test
    void everyMetricOfTheAlertsOnBalancesIsPublished() throws IOException {
        assertThat(record("--recorder.metrics.balances=true").code()).isZero();
        String alerts = Files.readString(Path.of("deploy/prometheus/balance-alerts.yml"));

        assertThat(all("\\bbalance_history_\\w+", alerts))
                .hasSizeGreaterThan(3)
                .isSubsetOf(Stream.concat(
                                all("(?<=# TYPE )\\w+", Files.readString(file)).stream(),
                                all("(?<=record: )\\w+", alerts).stream())
                        .toList());
    }

    private static List<String> all(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(MatchResult::group)
                .distinct()
                .toList();
    }
}
