package dev.balancehistory.statement;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The cells beside a number of the CSV.
 *
 * @param time the time of the number, or the start of its range; null without one
 * @param until the end of its range; null without one
 * @param source the snapshot that it is from; null if it is from several
 * @param accounts the number of accounts in a sum; null for another number
 * @param cause the cause of a gap; empty for another number
 */
record CsvLine(
        String account,
        @Nullable Holding holding,
        @Nullable Instant time,
        @Nullable Instant until,
        @Nullable Source source,
        @Nullable Integer accounts,
        String cause) {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSX", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    CsvLine(String account, @Nullable Holding holding) {
        this(account, holding, null, null, null, null, "");
    }

    CsvLine from(@Nullable Instant start) {
        return new CsvLine(account, holding, start, until, source, accounts, cause);
    }

    CsvLine from(@Nullable Source snapshot) {
        return new CsvLine(
                account, holding, snapshot == null ? null : snapshot.time(), until, snapshot, accounts, cause);
    }

    CsvLine until(@Nullable Instant end) {
        return new CsvLine(account, holding, time, end, source, accounts, cause);
    }

    CsvLine of(int reporting) {
        return new CsvLine(account, holding, time, until, source, reporting, cause);
    }

    CsvLine because(String reason) {
        return new CsvLine(account, holding, time, until, source, accounts, reason);
    }

    String[] cells(String measure, String value) {
        return new String[] {
            measure,
            account,
            holding == null ? "" : holding.wallet(),
            holding == null ? "" : holding.currency(),
            value,
            text(time),
            text(until),
            source == null ? "" : Long.toString(source.response()),
            source == null ? "" : source.sha256(),
            accounts == null ? "" : accounts.toString(),
            cause
        };
    }

    private static String text(@Nullable Instant instant) {
        return instant == null ? "" : TIME.format(instant);
    }
}
