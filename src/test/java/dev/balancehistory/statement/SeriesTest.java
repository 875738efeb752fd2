package dev.balancehistory.statement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.zaxxer.hikari.HikariDataSource;
import dev.balancehistory.cli.DecimalSign;
import dev.balancehistory.database.Database;
import dev.balancehistory.database.ReadTransaction;
import dev.balancehistory.postgres.TestDatabase;
import dev.balancehistory.report.HistoryWriter;
import dev.balancehistory.statement.Series.Point;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The balances as the database reduces them, compared with all snapshots. */
class SeriesTest {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final LocalDate TODAY = LocalDate.parse("2025-12-31");

    private static final StatementRequest OCTOBER = new StatementRequest(
            Period.of("2025-10", TODAY),
            ZoneOffset.UTC,
            List.of(),
            Locale.ENGLISH,
            Instant.parse("2025-11-02T00:00:00Z"),
            false,
            true,
            new CellForm(false, DecimalSign.POINT));

    private final TestDatabase database = TestDatabase.migrated();
    private final HikariDataSource pool =
            Database.open(new Database.Settings(database.url(), database.user(), database.password()));
    private final HistoryWriter writer = new HistoryWriter(database.sql());

    @BeforeEach
    void addAccount() {
        writer.account("main", "1 hour", "2025-09-30T00:00:00Z");
    }

    @AfterEach
    void close() {
        pool.close();
        database.close();
    }

    /**
     * A snapshot.
     *
     * @param balance the balance of BTC; null if it is not listed
     */
    private record Shot(Instant time, @Nullable BigDecimal balance) {}

    private Statement statement() {
        try (ReadTransaction transaction = ReadTransaction.begin(pool, Map.of())) {
            return Statement.of(
                    OCTOBER,
                    new StatementReader(transaction, OCTOBER),
                    new StatementCsv(OCTOBER, OutputStream.nullOutputStream()));
        } catch (SQLException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns the balances of BTC. */
    private Series series() {
        try (ReadTransaction transaction = ReadTransaction.begin(pool, Map.of())) {
            StatementReader reader = new StatementReader(transaction, OCTOBER);
            return reader.series(reader.accounts().get(0)).get(new Holding("spot", "BTC"));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void record(List<Shot> shots) {
        for (Shot shot : shots) {
            String[] balances = shot.balance() == null
                    ? new String[] {"ETH 1 1"}
                    : new String[] {"ETH 1 1", "BTC " + shot.balance() + " 0"};
            writer.snapshot("main", shot.time(), balances);
        }
    }

    /** Returns snapshots until the end of the month, the last one with BTC. */
    private static List<Shot> shots(long seed) {
        Random random = new Random(seed);
        List<Shot> shots = new ArrayList<>();
        Instant last = Instant.parse("2025-10-31T23:30:00Z");
        boolean listed = random.nextBoolean();
        BigDecimal balance = BigDecimal.TEN;
        for (Instant at = Instant.parse("2025-09-30T22:30:00Z"); at.isBefore(last); at = at.plus(HOUR)) {
            listed ^= random.nextInt(40) == 0;
            balance = random.nextInt(6) == 0 ? BigDecimal.valueOf(random.nextInt(100_000), 4) : balance;
            shots.add(new Shot(at, listed ? balance : null));
            if (random.nextInt(60) == 0) {
                at = at.plus(HOUR.multipliedBy(1 + random.nextInt(30)));
            }
        }
        shots.add(new Shot(last, balance));
        return shots;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void thePictureOfTheDatabaseIsThatOfAllSnapshots(long seed) {
        List<Shot> shots = shots(seed);
        record(shots);
        AccountSection section = statement().sections().get(0);
        Card card = section.cards().stream()
                .filter(one -> one.holding().currency().equals("BTC"))
                .findFirst()
                .orElseThrow();
        List<Shot> inside = shots.stream()
                .filter(shot -> !shot.time().isBefore(OCTOBER.from()))
                .toList();

        assertThat(Painted.of(card.line())).isEqualTo(painted(inside));
    }

    private static Painted painted(List<Shot> shots) {
        Timeline timeline = new Timeline(OCTOBER.from(), OCTOBER.to());
        BigDecimal lowest = balances(shots).stream().reduce(BigDecimal::min).orElseThrow();
        BigDecimal range =
                balances(shots).stream().reduce(BigDecimal::max).orElseThrow().subtract(lowest);
        Painted painted = new Painted();
        int x = -1;
        int y = 0;
        boolean broken = true;
        Instant before = OCTOBER.from();
        for (Shot shot : shots) {
            broken |= Duration.between(before, shot.time())
                            .compareTo(HOUR.multipliedBy(3).dividedBy(2))
                    > 0;
            before = shot.time();
            if (shot.balance() == null) {
                broken = true;
                continue;
            }
            int to = timeline.column(shot.time());
            int height = 1_000
                    - (int) Math.floor(
                            shot.balance().subtract(lowest).doubleValue() / range.doubleValue() * 1_000 + 0.5);
            if (broken && to != x) {
                painted.horizontal(Math.max(x, 0), x + 1, y);
                painted.vertical(to, height, height);
            } else {
                painted.horizontal(x, to, y);
                painted.vertical(to, y, height);
            }
            x = to;
            y = height;
            broken = false;
        }
        painted.horizontal(x, Timeline.COLUMNS, y);
        return painted;
    }

    private static List<BigDecimal> balances(List<Shot> shots) {
        return shots.stream()
                .filter(shot -> shot.balance() != null)
                .map(Shot::balance)
                .toList();
    }

    @Test
    void aPointIsAChangeOrAnEndOfAStretch() {
        record(List.of(
                new Shot(Instant.parse("2025-10-01T00:00:00Z"), new BigDecimal("1.0")),
                new Shot(Instant.parse("2025-10-01T01:00:00Z"), new BigDecimal("1.00")),
                new Shot(Instant.parse("2025-10-01T02:00:00Z"), null),
                new Shot(Instant.parse("2025-10-01T03:00:00Z"), new BigDecimal("1")),
                new Shot(Instant.parse("2025-10-01T04:00:00Z"), new BigDecimal("0.5")),
                new Shot(Instant.parse("2025-10-01T05:00:00Z"), new BigDecimal("0.5")),
                new Shot(Instant.parse("2025-10-01T06:00:00Z"), new BigDecimal("1"))));
        Series series = series();

        assertThat(series.points())
                .extracting(point -> point.time().atOffset(ZoneOffset.UTC).getHour(), Point::starts, Point::ends)
                .containsExactly(
                        tuple(0, true, false),
                        tuple(1, false, true),
                        tuple(3, true, false),
                        tuple(4, false, false),
                        tuple(6, false, true));
        assertThat(series.changes()).isEqualTo(2);
        assertThat(series.complete()).isTrue();
        assertThat(series.range().lowest().time()).isEqualTo("2025-10-01T04:00:00Z");
        assertThat(series.range().highest().time()).isEqualTo("2025-10-01T00:00:00Z");
    }

    @Test
    void tooManyPointsAreReducedToColumns() {
        Instant start = OCTOBER.from();
        record(IntStream.range(0, 2_100)
                .mapToObj(i -> new Shot(start.plusSeconds(1_200L * i), BigDecimal.valueOf(1_000 + (i * 7L) % 97, 2)))
                .toList());
        Series series = series();

        assertThat(series.complete()).isFalse();
        assertThat(series.changes()).isEqualTo(2_099);
        assertThat(series.points()).hasSizeBetween(3, 4);
        assertThat(series.range().lowest().balance()).isEqualByComparingTo("10");
        String data = HoverData.of(statement().sections(), OCTOBER, new Texts(Locale.ENGLISH, ZoneOffset.UTC));
        assertThat(data).contains("\"ranges\":{\"b1-1\":[[0,\"10.00\",");
    }
}
