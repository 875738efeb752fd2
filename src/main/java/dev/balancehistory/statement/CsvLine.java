package dev.balancehistory.statement;

import java.time.Instant;
import java.time.ZoneId;
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

    /** Returns the cells of a number. */
    String[] cells(String measure, String value, CellForm form, ZoneId zone) {
        return new String[] {
            measure,
            form.text(account),
            holding == null ? "" : form.text(holding.wallet()),
            holding == null ? "" : form.text(holding.currency()),
            form.number(value),
            form.time(time, zone),
            form.time(until, zone),
            source == null ? "" : Long.toString(source.response()),
            source == null ? "" : form.text(source.sha256()),
            accounts == null ? "" : accounts.toString(),
            form.text(cause),
            source == null ? "" : source.origin()
        };
    }
}
