package dev.balancehistory.report;

import static dev.balancehistory.report.RandomHistory.columns;
import static dev.balancehistory.report.RandomHistory.line;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.balancehistory.report.RandomHistory.Amounts;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataAccessException;

/** The results of the functions for random histories, compared with the same computed in Java. */
class BalancesOverTimeTest {
    private static final long SEED = 20_260_101;
    // Both changes of the clocks in Havana, where the second midnight is a trap.
    private static final ZoneId HOME = ZoneId.of("America/Havana");
    private static final Instant FROM = Instant.parse("2025-10-20T00:00:00Z");
    private static final Instant TO = Instant.parse("2026-03-20T00:00:00Z");

    private static ReportHistory history;
    private static RandomHistory model;

    @BeforeAll
    static void record() {
        history = new ReportHistory();
        model = new RandomHistory(SEED, FROM, TO, HOME);
        model.recordIn(history, SEED);
    }

    @AfterAll
    static void close() {
        history.close();
    }

    @BeforeEach
    void home() {
        history.timeZone("UTC");
    }

    @Test
    @Tag("T4")
    void asOfIsTheNewestSnapshotUntilThen() {
        for (Instant at : instants()) {
            List<String> expected = new ArrayList<>();
            model.accounts.forEach((account, snapshots) -> {
                Map.Entry<Instant, TreeMap<String, Amounts>> newest = snapshots.floorEntry(at);
                if (newest != null) {
                    newest.getValue()
                            .forEach((currency, amounts) -> expected.add(line(
                                    account,
                                    columns(currency),
                                    amounts.total(),
                                    amounts.available(),
                                    amounts.total().subtract(amounts.available()),
                                    newest.getKey(),
                                    Duration.between(newest.getKey(), at).toMinutes() + " min")));
                }
            });

            assertThat(history.rows("select * from balance_as_of(?)", ReportHistory.at(at)))
                    .containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    @Test
    void theBalancesAsOfNowAreTheLatest() {
        assertThat(history.rows("select * from balance_as_of(now()) except select * from latest_balance"))
                .isEmpty();
        assertThat(history.rows("select * from latest_balance except select * from balance_as_of(now())"))
                .isEmpty();
    }

    @ParameterizedTest
    @Tag("T6")
    @CsvSource({
        "hour, America/Havana, UTC",
        "day, UTC, UTC",
        "day, America/Havana, America/Havana",
        "day, America/Havana, Pacific/Kiritimati",
        "day, Asia/Kathmandu, UTC",
        "day, +05:30, America/Havana",
        "week, America/Havana, Asia/Kathmandu",
        "month, Australia/Lord_Howe, America/Havana",
        "year, Europe/Berlin, Asia/Kolkata"
    })
    void aCloseIsThePeriodsLastSnapshot(String period, String zone, String session) {
        history.timeZone(session);
        List<Instant> bounds = instants();
        for (int i = 0; i + 1 < bounds.size(); i += 4) {
            assertClose(period, ZoneId.of(zone), bounds.get(i), bounds.get(i + 1));
        }
        assertClose(period, ZoneId.of(zone), FROM, TO);
    }

    private static final String CLOSE = "select account, period, period_start, period_end, wallet, currency, balance,"
            + " available_balance, locked_balance, response_time, snapshots, complete from balance_close";

    /** The interval by which the function finds a gap; no entry if it is unknown. */
    private static Map<String, Duration> intervals() {
        Map<String, Duration> intervals = new TreeMap<>();
        history.reader()
                .query(
                        "select account, extract(epoch from expected_interval) * 1000 as millis from account_interval"
                                + " where expected_interval is not null",
                        row -> {
                            intervals.put(row.getString("account"), Duration.ofMillis(row.getLong("millis")));
                        });
        return intervals;
    }

    private static void assertClose(String period, ZoneId zone, Instant from, Instant to) {
        assertThat(history.rows(
                        CLOSE + "(?, ?, ?, ?)", period, zone.getId(), ReportHistory.at(from), ReportHistory.at(to)))
                .as("%s in %s from %s to %s", period, zone, from, to)
                .containsExactlyInAnyOrderElementsOf(closes(period, zone, from, to));
    }

    private static List<String> closes(String period, ZoneId zone, Instant from, Instant to) {
        List<String> closes = new ArrayList<>();
        if (from.isAfter(to)) {
            return closes;
        }
        Map<String, Duration> intervals = intervals();
        model.accounts.forEach((account, snapshots) -> {
            TreeMap<Instant, TreeMap<Instant, TreeMap<String, Amounts>>> periods = new TreeMap<>();
            snapshots
                    .subMap(from, to)
                    .forEach((time, balances) -> periods.computeIfAbsent(
                                    start(period, time.atZone(zone)), p -> new TreeMap<>())
                            .put(time, balances));
            periods.forEach((start, ofPeriod) -> ofPeriod.lastEntry()
                    .getValue()
                    .forEach((currency, amounts) -> closes.add(line(
                            account,
                            label(period, start.atZone(zone)),
                            start,
                            end(period, start.atZone(zone)),
                            columns(currency),
                            amounts.total(),
                            amounts.available(),
                            amounts.total().subtract(amounts.available()),
                            ofPeriod.lastKey(),
                            ofPeriod.size(),
                            !start.isBefore(from)
                                    && !end(period, start.atZone(zone)).isAfter(to)
                                    && !endsInGap(
                                            intervals.get(account),
                                            ofPeriod.lastKey(),
                                            end(period, start.atZone(zone)))))));
        });
        return closes;
    }

    private static boolean endsInGap(@Nullable Duration interval, Instant last, Instant end) {
        return interval != null && Duration.between(last, end).multipliedBy(2).compareTo(interval.multipliedBy(3)) > 0;
    }

    private static Instant start(String period, ZonedDateTime at) {
        LocalDate date = at.toLocalDate();
        LocalDate first = switch (period) {
            case "week" -> date.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
            case "month" -> date.withDayOfMonth(1);
            case "year" -> date.withDayOfYear(1);
            default -> date;
        };
        return period.equals("hour")
                ? at.truncatedTo(ChronoUnit.HOURS).toInstant()
                : first.atStartOfDay(at.getZone()).toInstant();
    }

    private static Instant end(String period, ZonedDateTime start) {
        LocalDate first = start.toLocalDate();
        LocalDate next = switch (period) {
            case "week" -> first.plusWeeks(1);
            case "month" -> first.plusMonths(1);
            case "year" -> first.plusYears(1);
            default -> first.plusDays(1);
        };
        return period.equals("hour")
                ? start.plusHours(1).toInstant()
                : next.atStartOfDay(start.getZone()).toInstant();
    }

    private static String label(String period, ZonedDateTime start) {
        String day = start.toLocalDate().toString();
        return switch (period) {
            case "hour" -> {
                boolean twice = start.getZone()
                                .getRules()
                                .getValidOffsets(start.toLocalDateTime())
                                .size()
                        > 1;
                yield start.toLocalDateTime().toString().substring(0, 13) + (twice ? start.getOffset() : "");
            }
            case "week" ->
                start.toLocalDate().format(DateTimeFormatter.ISO_WEEK_DATE).substring(0, 8);
            case "month" -> day.substring(0, 7);
            case "year" -> day.substring(0, 4);
            default -> day;
        };
    }

    @Test
    void anInstantMayBeInfinite() {
        assertThat(history.rows("select * from balance_as_of('-infinity')")).isEmpty();
        assertThat(history.rows("select account, currency, response_time, age from balance_as_of('infinity')"))
                .containsExactlyInAnyOrderElementsOf(
                        history.rows("select account, currency, response_time, null from latest_balance"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"'-infinity', 'infinity'", "null, null"})
    void aRangeMayHaveNoBounds(String range) {
        assertThat(history.rows(CLOSE + "('day', 'America/Havana', " + range + ")"))
                .containsExactlyInAnyOrderElementsOf(
                        closes("day", HOME, FROM.minus(Duration.ofDays(99)), TO.plus(Duration.ofDays(99))));
    }

    @Test
    void aConditionFiltersTheSameRows() {
        assertThat(history.rows("select * from balance_close('day', 'UTC', '-infinity', 'infinity')"
                        + " where account = 'main' and currency = 'BTC'"))
                .isNotEmpty()
                .containsExactlyInAnyOrderElementsOf(
                        history.rows("select * from balance_close('day', 'UTC', '-infinity', 'infinity')").stream()
                                .filter(row -> row.startsWith("main | ") && row.contains(" | BTC | "))
                                .toList());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'decade', 'UTC' | unknown period 'decade'",
                "'Day', 'UTC' | unknown period 'Day'",
                "null, 'UTC' | unknown period NULL",
                "'day', 'Europe/Atlantis' | not recognized",
                "'day', 'Foo5' | unknown time zone 'Foo5'",
                "'day', '' | unknown time zone ''",
                "'day', null | unknown time zone NULL",
                "'day', 'CET' | time zone 'CET' is not clear"
            })
    void anUnknownPeriodOrZoneIsRejectedEvenInAnEmptyHistory(String arguments, String message) {
        for (String account : List.of("main", "nobody")) {
            assertThatExceptionOfType(DataAccessException.class)
                    .isThrownBy(() -> history.rows(
                            "select * from balance_close(" + arguments + ", null, null) where account = ?", account))
                    .withMessageContaining(message);
        }
    }

    @Test
    void aChangeIsBetweenTheSnapshotsAtBothEnds() {
        List<Instant> bounds = instants();
        for (int i = 0; i + 1 < bounds.size(); i++) {
            Instant from = bounds.get(i);
            Instant to = bounds.get(i + 1);

            assertThat(history.rows("select * from balance_change(?, ?)", ReportHistory.at(from), ReportHistory.at(to)))
                    .as("from %s to %s", from, to)
                    .containsExactlyInAnyOrderElementsOf(changes(from, to));
        }
    }

    private static List<String> changes(Instant from, Instant to) {
        List<String> changes = new ArrayList<>();
        model.accounts.forEach((account, snapshots) -> {
            NavigableMap.Entry<Instant, TreeMap<String, Amounts>> opening = snapshots.lowerEntry(from);
            NavigableMap.Entry<Instant, TreeMap<String, Amounts>> closing = snapshots.lowerEntry(to);
            TreeSet<String> currencies = new TreeSet<>();
            if (opening != null) {
                currencies.addAll(opening.getValue().keySet());
            }
            if (closing != null) {
                currencies.addAll(closing.getValue().keySet());
            }
            for (String currency : currencies) {
                BigDecimal before = total(opening, currency);
                BigDecimal after = total(closing, currency);
                changes.add(line(
                        account,
                        columns(currency),
                        before,
                        after,
                        before == null || after == null ? null : after.subtract(before),
                        opening == null ? null : opening.getKey(),
                        closing == null ? null : closing.getKey()));
            }
        });
        return changes;
    }

    private static @Nullable BigDecimal total(
            NavigableMap.@Nullable Entry<Instant, TreeMap<String, Amounts>> snapshot, String currency) {
        Amounts amounts = snapshot == null ? null : snapshot.getValue().get(currency);
        return amounts == null ? null : amounts.total();
    }

    @Test
    @Tag("I8")
    void aTotalIsTheSumOverAccountsAndWallets() {
        for (Instant at : instants()) {
            assertThat(history.rows("select * from balance_total(?)", ReportHistory.at(at)))
                    .as("at %s", at)
                    .containsExactlyInAnyOrderElementsOf(totals(at));
        }
    }

    private static List<String> totals(Instant at) {
        TreeMap<String, BigDecimal> total = new TreeMap<>();
        TreeMap<String, BigDecimal> available = new TreeMap<>();
        TreeMap<String, TreeSet<String>> accounts = new TreeMap<>();
        TreeMap<String, Instant> oldest = new TreeMap<>();
        model.accounts.forEach((account, snapshots) -> {
            Map.Entry<Instant, TreeMap<String, Amounts>> newest = snapshots.floorEntry(at);
            if (newest != null) {
                newest.getValue().forEach((walletAndCurrency, amounts) -> {
                    String currency = walletAndCurrency.split(" ")[1];
                    total.merge(currency, amounts.total(), BigDecimal::add);
                    available.merge(currency, amounts.available(), BigDecimal::add);
                    accounts.computeIfAbsent(currency, c -> new TreeSet<>()).add(account);
                    oldest.merge(currency, newest.getKey(), (a, b) -> a.isBefore(b) ? a : b);
                });
            }
        });
        return total.keySet().stream()
                .map(currency -> line(
                        currency,
                        total.get(currency),
                        available.get(currency),
                        total.get(currency).subtract(available.get(currency)),
                        accounts.get(currency).size(),
                        // Also the account that has no snapshot.
                        model.accounts.size(),
                        oldest.get(currency)))
                .toList();
    }

    @Test
    void aTotalOfOneCurrencyIsTheSame() {
        assertThat(history.rows("select * from balance_total(now()) where currency = 'BTC'"))
                .hasSize(1)
                .isSubsetOf(history.rows("select * from balance_total(now())"));
        assertThat(history.rows("select * from balance_total('-infinity')")).isEmpty();
    }

    /** Times of all kinds: before everything, exactly a snapshot's, just beside one, exactly midnight, anywhere. */
    private static List<Instant> instants() {
        Random random = new Random(SEED);
        List<Instant> instants = new ArrayList<>(List.of(FROM.minus(Duration.ofDays(30)), TO));
        List<Instant> times = model.accounts.values().stream()
                .flatMap(s -> s.keySet().stream())
                .toList();
        for (int i = 0; i < 12; i++) {
            Instant time = times.get(random.nextInt(times.size()));
            instants.add(time);
            instants.add(time.plusMillis(random.nextBoolean() ? 1 : -1));
            instants.add(time.atZone(HOME).toLocalDate().atStartOfDay(HOME).toInstant());
            instants.add(FROM.plus(Duration.ofMinutes(random.nextInt(200_000))));
        }
        return instants;
    }
}
