package dev.balancehistory.exchange;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.balancehistory.balance.Balance;
import dev.balancehistory.balance.ResponseBody;
import dev.balancehistory.balance.Snapshot;
import dev.balancehistory.balance.TimeSource;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ExportedSnapshotReaderTest {
    private static final Instant TIME = Instant.parse("2018-05-02T05:43:21.363Z");
    private static final Instant RECEIVED = Instant.parse("2026-01-01T00:00:00Z");
    private static final Pattern VISIBLE = Pattern.compile("[^\\p{C}\\p{Z}]");
    private static final String GOOD = """
            balance-history/1
            account main
            exchange bitfront
            response_time 2018-05-02T05:43:21.363Z
            time_source body
            origin observed
            main BTC 1 0.00
            spot BTC 1.50 -1.50
            spot \u5e01\u5b89 100 1
            """;

    private final ExportedSnapshotReader reader = new ExportedSnapshotReader();

    @Test
    void theTextHasTheDocumentedForm() {
        Snapshot snapshot = new Snapshot(
                TIME,
                List.of(
                        balance("spot", "\u5e01\u5b89", "1E+2", "1"),
                        balance("spot", "BTC", "1.50", "-1.50"),
                        balance("main", "BTC", "1", "0.00")));
        assertThat(ExportedSnapshotReader.write("main", "bitfront", "body", "observed", snapshot))
                .asString(UTF_8)
                .isEqualTo(GOOD);
        assertThat(read(GOOD))
                .isEqualTo(new Reading.Success(
                        List.of(
                                balance("main", "BTC", "1", "0.00"),
                                balance("spot", "BTC", "1.50", "-1.50"),
                                balance("spot", "\u5e01\u5b89", "100", "1")),
                        TIME,
                        null,
                        null));
        assertThat(reader.format()).isEqualTo("balance-history/1");
    }

    @Test
    void theDocumentedExampleIsRead() throws IOException {
        Matcher example = Pattern.compile("(?s)```\n(balance-history/1\n.*?)```")
                .matcher(Files.readString(Path.of("docs/import.md")));
        assertThat(example.find()).isTrue();

        assertThat(success(example.group(1).getBytes(UTF_8)).balances()).hasSize(2);
    }

    @Test
    @Tag("H10")
    void aSnapshotWithoutBalancesIsRead() {
        Snapshot empty = new Snapshot(TIME, List.of());
        byte[] written = ExportedSnapshotReader.write("main", "bitfront", "own_clock", "spooled", empty);
        assertThat(success(written)).isEqualTo(new Reading.Success(List.of(), TIME, null, null));
    }

    @ParameterizedTest
    @EnumSource
    void everySourceOfTheTimeIsRead(TimeSource source) {
        assertThat(read(GOOD.replace("time_source body", "time_source " + source.code())))
                .isInstanceOf(Reading.Success.class);
    }

    @Test
    void aSnapshotIsReadAsWrittenToTheLastDigit() {
        Random random = new Random(5);
        for (int i = 0; i < 3_000; i++) {
            Snapshot snapshot = snapshot(random);
            byte[] written =
                    ExportedSnapshotReader.write("a.b-c_" + i, "exchange" + i, "http_date", "imported", snapshot);

            Reading.Success success = success(written);

            assertThat(success.responseTime()).isEqualTo(snapshot.responseTime());
            assertThat(new Snapshot(success.responseTime(), success.balances()).contentText())
                    .isEqualTo(snapshot.contentText());
            List<Balance> shuffled = new ArrayList<>(snapshot.balances());
            Collections.shuffle(shuffled, random);
            Snapshot same = new Snapshot(snapshot.responseTime(), shuffled);
            assertThat(ExportedSnapshotReader.write("a.b-c_" + i, "exchange" + i, "http_date", "imported", same))
                    .isEqualTo(written);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                // a part of a line, its replacement, the reason
                "balance-history/1 ~ balance-history/2 ~ its first or last line is missing",
                "balance-history/1 ~ bitfront/1 ~ its first or last line is missing",
                "account main ~ account ~ line 2 has no account",
                "account main ~ main ~ line 2 has no account",
                "account main ~ Account main ~ line 2 has no account",
                "account main ~ account ma in ~ line 2 has no account",
                "account main ~ account -main ~ line 2 has no account",
                "exchange bitfront ~ exchange b\u202ef ~ line 3 has no exchange",
                "exchange bitfront ~ account bitfront ~ line 3 has no exchange",
                "response_time ~ time ~ its response_time is missing",
                "2018-05-02T05:43:21.363Z ~ 2018-05-02 ~ its response_time is missing or malformed",
                "2018-05-02T05:43:21.363Z ~ 1525239801363 ~ its response_time is missing or malformed",
                "2018-05-02T05:43:21.363Z ~ 2018-05-02T05:43:21,363Z ~ its response_time is missing or malformed",
                "2018-05-02T05:43:21.363Z ~ 2018-02-30T05:43:21.363Z ~ its response_time is missing or malformed",
                "2018-05-02T05:43:21.363Z ~ 2018-05-02T05:43:21.363 ~ its response_time is missing or malformed",
                "2018-05-02T05:43:21.363Z ~ 2018-05-02T05:43:21.363z ~ is not written in UTC, to the millisecond",
                "2018-05-02T05:43:21.363Z ~ 2018-05-02T07:43:21.363+02:00 ~ is not written in UTC, to the millisecond",
                "2018-05-02T05:43:21.363Z ~ 2018-05-02T05:43:21.363000Z ~ is not written in UTC, to the millisecond",
                "2018-05-02T05:43:21.363Z ~ 2018-05-02T05:43:21.36Z ~ is not written in UTC, to the millisecond",
                "2018-05-02T05:43:21.363Z ~ 2018-05-02T05:43:21.363001Z ~ is not written in UTC, to the millisecond",
                "2018-05-02T05:43:21.363Z ~ 2018-05-02T05:43:21.363000001Z ~ is not written in UTC, to the millisecond",
                "2018-05-02T05:43:21.363Z ~ 2018-05-02T24:00:00Z ~ is not written in UTC, to the millisecond",
                "2018-05-02T05:43:21.363Z ~ 2008-12-31T23:59:59.999Z ~ lies before 2009 or more than a day ahead",
                "2018-05-02T05:43:21.363Z ~ 2026-01-02T00:00:00.001Z ~ lies before 2009 or more than a day ahead",
                "2018-05-02T05:43:21.363Z ~ +12018-05-02T05:43:21.363Z ~ lies before 2009 or more than a day ahead",
                "time_source body ~ time_source BODY ~ its time_source is unknown",
                "time_source body ~ time_source heard ~ its time_source is unknown",
                "time_source body ~ time_source ~ line 5 has no time_source",
                "origin observed ~ origin ~ line 6 has no origin",
                "origin observed ~ origin observed? ~ line 6 has no origin",
                "spot BTC 1.50 ~ SPOT BTC 1.50 ~ line 8: has an invalid wallet name",
                "spot BTC 1.50 ~ spot BTC  1.50 ~ line 8: has 5 fields instead of 4",
                "spot BTC 1.50 ~ spot BTC ~ line 8: has 3 fields instead of 4",
                "spot BTC 1.50 ~ spot 1.50 1.50 BTC ~ line 8: has 5 fields instead of 4",
                "spot BTC 1.50 ~ spot B\u202eTC 1.50 ~ line 8: is not a currency code",
                "spot BTC 1.50 ~ spot BTC 1,50 ~ line 8: is not a number",
                "spot BTC 1.50 ~ spot BTC 01.50 ~ line 8: is not a number",
                "spot BTC 1.50 ~ spot BTC +1.50 ~ line 8: is not a number",
                "spot BTC 1.50 ~ spot BTC NaN ~ line 8: is not a number",
                "spot BTC 1.50 ~ spot BTC 1E+40 ~ line 8: has more than 40 digits before the point",
                "spot BTC 1.50 ~ spot BTC 1E-31 ~ line 8: has more than 30 decimal places",
                "spot BTC 1.50 ~ spot BTC 1E+2 ~ an amount is not a plain decimal",
                "spot BTC 1.50 ~ spot BTC 15e-1 ~ an amount is not a plain decimal",
                "spot BTC 1.50 ~ spot BTC -0 ~ an amount is not a plain decimal",
                "spot BTC 1.50 ~ main BTC 1.50 ~ lists the currency BTC twice in the wallet main",
                "spot BTC 1.50 ~ a BTC 1.50 ~ its balances are not in order",
                "spot BTC 1.50 ~ spot \ud83d\ude00 1.50 ~ its balances are not in order",
                "spot BTC 1.50 ~ spot-2 BTC 1.50 ~ its balances are not in order"
            })
    void everyDeviationIsRejected(String part, String instead, String reason) {
        assertRejected(GOOD.replace(part, instead), reason);
    }

    @Test
    void lineEndsArePartOfTheFormat() {
        assertRejected(GOOD.replace("\n", "\r\n"), "its first or last line is missing");
        assertRejected(GOOD.replace("main\n", "main\r\n"), "line 2 has no account");
        assertRejected(GOOD.replace("1.50\n", "1.50\r\n"), "line 8: is not a number");
        assertRejected(GOOD.stripTrailing(), "its first or last line is missing");
        assertRejected(GOOD + "\n", "line 10: has 1 fields instead of 4");
        assertRejected(GOOD.replace("observed\n", "observed\n\n"), "line 7: has 1 fields instead of 4");
        assertRejected(GOOD + " \n", "line 10: has 2 fields instead of 4");
        assertRejected("\n" + GOOD, "its first or last line is missing");
        assertRejected("\ufeff" + GOOD, "its first or last line is missing");
        assertRejected("", "its first or last line is missing");
        assertRejected(GOOD + GOOD, "line 10: has 1 fields instead of 4");
    }

    @Test
    void aMissingDuplicateOrMovedLineIsRejected() {
        List<String> lines = GOOD.lines().toList();
        for (int at = 0; at < lines.size(); at++) {
            List<String> doubled = new ArrayList<>(lines);
            doubled.add(at, lines.get(at));
            assertRejected(joined(doubled), "");
            List<String> moved = new ArrayList<>(lines);
            Collections.swap(moved, at, (at + 1) % lines.size());
            assertRejected(joined(moved), "");
        }
        // The text does not contain the number of balances; body_sha256 covers it.
        for (int at = 0; at < 6; at++) {
            List<String> missing = new ArrayList<>(lines);
            missing.remove(at);
            assertRejected(joined(missing), "");
        }
    }

    @Test
    void onlyUtf8IsRead() {
        int at = GOOD.indexOf('\u5e01');
        byte[] cut = Arrays.copyOf(GOOD.getBytes(UTF_8), at + 1);
        byte[] surrogate = GOOD.getBytes(UTF_8);
        surrogate[at] = (byte) 0xed;
        surrogate[at + 1] = (byte) 0xa0;
        surrogate[at + 2] = (byte) 0x80;
        for (byte[] body : List.of(GOOD.replace("\u5e01", "\u00c4").getBytes(ISO_8859_1), cut, surrogate)) {
            assertThat(reader.read(ResponseBody.of(body), RECEIVED))
                    .isEqualTo(
                            new Reading.Malformed("it is not of the format balance-history/1: it is not UTF-8", false));
        }
    }

    @Test
    void aSnapshotInSeveralPartsIsRejected() {
        byte[] good = GOOD.getBytes(UTF_8);
        for (int[] lengths : List.of(new int[] {good.length}, new int[] {18, good.length - 18})) {
            assertThat(reader.read(new ResponseBody(good, lengths), RECEIVED))
                    .isEqualTo(new Reading.Malformed("it is not of the format balance-history/1: it has parts", false));
        }
    }

    @Test
    void noOtherTextIsReadAsASnapshot() {
        Random random = new Random(6);
        byte[] good = GOOD.getBytes(UTF_8);
        int rejected = 0;
        for (int i = 0; i < 30_000; i++) {
            byte[] damaged =
                    Arrays.copyOf(good, good.length - (random.nextInt(10) == 0 ? random.nextInt(good.length) : 0));
            for (int changes = random.nextInt(3); changes > 0 && damaged.length > 0; changes--) {
                int at = random.nextInt(damaged.length);
                damaged[at] = random.nextBoolean()
                        ? (byte) (damaged[at] ^ 1 << random.nextInt(8))
                        : good[random.nextInt(good.length)];
            }
            Reading reading = reader.read(ResponseBody.of(damaged), RECEIVED);
            if (reading instanceof Reading.Success success) {
                String[] lines = new String(damaged, UTF_8).split("\n", 7);
                Snapshot snapshot = new Snapshot(success.responseTime(), success.balances());
                assertThat(ExportedSnapshotReader.write(
                                lines[1].substring("account ".length()),
                                lines[2].substring("exchange ".length()),
                                lines[4].substring("time_source ".length()),
                                lines[5].substring("origin ".length()),
                                snapshot))
                        .isEqualTo(damaged);
            } else {
                rejected++;
                assertFitToBeShown(((Reading.Malformed) reading).reason());
            }
        }
        assertThat(rejected).isBetween(5_000, 29_000);
    }

    @Test
    @Tag("T5")
    void aSnapshotIsFrom2009UpToADayAhead() {
        Instant earliest = Instant.parse("2009-01-01T00:00:00Z");
        assertThat(Snapshot.isPossible(earliest, RECEIVED)).isTrue();
        assertThat(Snapshot.isPossible(earliest.minusMillis(1), RECEIVED)).isFalse();
        Instant latest = RECEIVED.plus(Duration.ofDays(1));
        assertThat(Snapshot.isPossible(latest, RECEIVED)).isTrue();
        assertThat(Snapshot.isPossible(latest.plusMillis(1), RECEIVED)).isFalse();
    }

    private static String joined(List<String> lines) {
        return String.join("\n", lines) + "\n";
    }

    private Reading read(String text) {
        return reader.read(ResponseBody.of(text.getBytes(UTF_8)), RECEIVED);
    }

    private Reading.Success success(byte[] body) {
        Reading reading = reader.read(ResponseBody.of(body), RECEIVED);
        assertThat(reading).isInstanceOf(Reading.Success.class);
        return (Reading.Success) reading;
    }

    private void assertRejected(String text, String reason) {
        assertThat(text).isNotEqualTo(GOOD);
        Reading reading = read(text);
        assertThat(reading).as(text).isInstanceOf(Reading.Malformed.class);
        Reading.Malformed malformed = (Reading.Malformed) reading;
        assertThat(malformed.reason())
                .startsWith("it is not of the format balance-history/1: ")
                .contains(reason);
        assertThat(malformed.truncated()).isFalse();
        assertFitToBeShown(malformed.reason());
    }

    private static void assertFitToBeShown(String reason) {
        assertThat(reason).hasSizeLessThanOrEqualTo(300).doesNotContainPattern("[\\p{C}\\p{Zl}\\p{Zp}]");
    }

    private static Snapshot snapshot(Random random) {
        TreeMap<String, Balance> balances = new TreeMap<>();
        for (int i = random.nextInt(9); i > 0; i--) {
            String wallet = List.of("spot", "main", "trade", "a_1-b").get(random.nextInt(4));
            String currency = currency(random);
            balances.put(wallet + ' ' + currency, new Balance(wallet, currency, amount(random), amount(random)));
        }
        Instant time = Instant.ofEpochMilli(1_230_768_000_000L + (long) (random.nextDouble() * 500_000_000_000L));
        return new Snapshot(
                random.nextInt(10) == 0 ? time.truncatedTo(ChronoUnit.DAYS) : time, List.copyOf(balances.values()));
    }

    private static String currency(Random random) {
        StringBuilder code = new StringBuilder();
        int length = 1 + random.nextInt(random.nextInt(10) == 0 ? 40 : 5);
        for (int count = 0; count < length; ) {
            int codePoint = random.nextInt(random.nextBoolean() ? 0x7f : 0x30000);
            if (VISIBLE.matcher(Character.toString(codePoint)).matches()) {
                code.appendCodePoint(codePoint);
                count++;
            }
        }
        return code.toString();
    }

    /** Returns an amount of any valid size and form. */
    private static BigDecimal amount(Random random) {
        int scale = random.nextInt(41) - 10;
        BigDecimal amount = new BigDecimal(new BigInteger(random.nextInt(220), random), scale);
        amount = random.nextBoolean() ? amount : amount.negate();
        return amount.precision() - amount.scale() > 40 ? BigDecimal.ONE.setScale(Math.max(0, scale)) : amount;
    }

    private static Balance balance(String wallet, String currency, String total, String available) {
        return new Balance(wallet, currency, new BigDecimal(total), new BigDecimal(available));
    }
}
