package dev.balancehistory.app;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/**
 * Random lines of an archive, as years of scripts leave them. They are unordered, and some are duplicates, conflicts,
 * errors of the exchange or no response at all. The archive knows the expected result of each.
 */
final class Archive {
    private static final Instant START = Instant.parse("2020-01-01T00:00:00Z");
    private static final List<String> CODES = List.of("C0", "C1", "C2", "c2", "币安人生", "=1+1", "a,b", "'");
    private static final List<String> NO_RESPONSES = List.of(
            "curl: (7) Failed to connect to host: Connection refused",
            "<html><body>Maintenance</body></html>",
            "{\"timezone\":\"UTC\",\"responseTime\":1577836800000,\"statusCode\":1000",
            "{\"timezone\":\"UTC\",\"responseTime\":1577836800001,\"statusCode\":1000,\"statusMessage\":\"SUCCESS\"}",
            "null",
            "[]",
            "{}",
            "\u00e4\u0000");

    enum Fate {
        RECORDED,
        THERE,
        DUPLICATE,
        CONFLICT,
        FAILED,
        DATA_ERROR
    }

    /** In the order of the lines. */
    final List<String> lines = new ArrayList<>();

    /** The expected history: {@code time currency balance available}, each time with its first content. */
    final Set<String> history = new HashSet<>();

    /** How many lines come to what. */
    final Map<Fate, Integer> fates = new EnumMap<>(Fate.class);

    /** How many different lines are kept though they are not recorded. */
    final Set<String> kept = new HashSet<>();

    private record Entry(Instant time, TreeMap<String, String> balances, String line) {}

    Archive(long seed, int snapshots) {
        Random random = new Random(seed);
        List<Entry> entry = new ArrayList<>();
        for (int i = 0; i < snapshots; i++) {
            Instant time = START.plusMillis(random.nextInt(snapshots) * 60_000L + random.nextInt(3));
            TreeMap<String, String> balances = balances(random);
            entry.add(new Entry(time, balances, line(time, balances, " ")));
            if (random.nextInt(10) == 0) {
                entry.add(entry.get(random.nextInt(entry.size())));
            }
            if (random.nextInt(10) == 0) {
                entry.add(new Entry(time, balances, line(time, balances, "  ")));
            }
            if (random.nextInt(10) == 0) {
                TreeMap<String, String> others = balances(random);
                entry.add(new Entry(time, others, line(time, others, " ")));
            }
            if (random.nextInt(10) == 0) {
                entry.add(new Entry(
                        time,
                        null,
                        "{\"timezone\":\"UTC\",\"responseTime\":" + time.toEpochMilli()
                                + ",\"statusCode\":5000,\"statusMessage\":\"SERVER_ERROR " + i + "\"}"));
            }
            if (random.nextInt(10) == 0) {
                entry.add(new Entry(null, null, NO_RESPONSES.get(random.nextInt(NO_RESPONSES.size()))));
            }
        }
        Collections.shuffle(entry, random);
        entry.forEach(this::add);
    }

    private void add(Entry entry) {
        lines.add(entry.line());
        fates.merge(fate(entry), 1, Integer::sum);
    }

    private final Map<Instant, Entry> recorded = new TreeMap<>();

    private Fate fate(Entry entry) {
        if (entry.time() == null) {
            kept.add(entry.line());
            return Fate.DATA_ERROR;
        }
        if (entry.balances() == null) {
            kept.add(entry.line());
            return Fate.FAILED;
        }
        Entry first = recorded.putIfAbsent(entry.time(), entry);
        if (first == null) {
            entry.balances().forEach((code, amounts) -> history.add(entry.time() + " " + code + " " + plain(amounts)));
            return Fate.RECORDED;
        }
        if (first.line().equals(entry.line())) {
            return Fate.THERE;
        }
        kept.add(entry.line());
        return values(first).equals(values(entry)) ? Fate.DUPLICATE : Fate.CONFLICT;
    }

    /** Returns the balances with the digits that they are recorded with: 1.50 is not 1.5. */
    private static Map<String, String> values(Entry entry) {
        Map<String, String> values = new TreeMap<>();
        entry.balances().forEach((code, amounts) -> values.put(code, plain(amounts)));
        return values;
    }

    private static String plain(String amounts) {
        String[] two = amounts.split(" ");
        return new BigDecimal(two[0]).toPlainString() + " " + new BigDecimal(two[1]).toPlainString();
    }

    private static String line(Instant time, TreeMap<String, String> balances, String space) {
        List<String> entries = new ArrayList<>();
        balances.forEach((code, amounts) -> entries.add("{\"currency\":\"" + code + "\"," + space + "\"balance\":"
                + amounts.split(" ")[0] + ",\"availableBalance\":" + amounts.split(" ")[1] + "}"));
        return "{\"timezone\":\"UTC\",\"responseTime\":" + time.toEpochMilli()
                + ",\"statusCode\":1000,\"statusMessage\":\"SUCCESS\"," + space + "\"responseData\":["
                + String.join(",", entries) + "]}";
    }

    private static TreeMap<String, String> balances(Random random) {
        TreeMap<String, String> balances = new TreeMap<>();
        for (int i = random.nextInt(6); i > 0; i--) {
            balances.put(CODES.get(random.nextInt(CODES.size())), amount(random) + " " + amount(random));
        }
        return balances;
    }

    private static String amount(Random random) {
        return switch (random.nextInt(12)) {
            case 0 -> "1E-30";
            case 1 -> "9".repeat(40);
            case 2 -> "-0.10";
            case 3 -> "7E+2";
            case 4 -> "0";
            case 5 -> "1." + "0".repeat(29) + "1";
            default ->
                BigDecimal.valueOf(random.nextInt(1_000_000), random.nextInt(9)).toPlainString();
        };
    }

    int of(Fate fate) {
        return fates.getOrDefault(fate, 0);
    }
}
