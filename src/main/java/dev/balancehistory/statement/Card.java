package dev.balancehistory.statement;

import dev.balancehistory.statement.Series.Point;
import dev.balancehistory.statement.Series.Range;
import dev.balancehistory.statement.Timeline.Band;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.util.RawValue;

/**
 * The picture of a balance.
 *
 * @param id the card's place on the page
 * @param values what the script shows at the pointer
 * @param complete whether those are all points, rather than columns
 * @param wallet the wallet, if the account has several
 * @param closing null if the closing snapshot does not list the currency
 * @param line the path of the balance
 * @param unlisted the path of the time in which the currency is not listed
 * @param locked the path of the locked share; empty if nothing is locked
 */
record Card(
        String id,
        Holding holding,
        Range range,
        RawValue values,
        boolean complete,
        @Nullable String wallet,
        @Nullable Held closing,
        @Nullable BigDecimal change,
        boolean hasOpening,
        String line,
        String unlisted,
        String locked,
        int gaps) {

    /** Draws the picture. */
    static Card of(String id, AccountHistory account, Series series, @Nullable String wallet, Timeline timeline) {
        Breaks breaks = Breaks.of(account, series, timeline);
        int end = end(account, series, timeline);
        return new Card(
                id,
                series.holding(),
                series.range(),
                HoverData.values(series, timeline.from()),
                series.complete(),
                wallet,
                account.closingBalances().get(series.holding()),
                account.change(series.holding()),
                account.openingBalances().containsKey(series.holding()),
                StepPath.line(series.columns(), breaks, end),
                Bands.lines(unlisted(account, series, timeline)),
                StepPath.area(series.columns(), breaks, end),
                account.gaps().size());
    }

    /** Returns whether the balance never changes and is listed in all snapshots, so that a picture shows nothing. */
    static boolean isPlain(AccountHistory account, Series series) {
        Held opening = account.openingBalances().get(series.holding());
        boolean sameAsOpening = opening == null
                ? account.opening() == null
                : opening.balance().compareTo(series.range().lowest().balance()) == 0;
        Point first = series.points().get(0);
        Point last = series.points().get(series.points().size() - 1);
        boolean always = first.time().equals(account.firstTime())
                && last.time().equals(Objects.requireNonNull(account.closing()).time())
                && series.points().stream().filter(Point::starts).count() == 1;
        return series.isStill() && always && sameAsOpening;
    }

    /** Returns the column up to which the last balance is valid: the end, unless it ceases to be listed or a gap follows. */
    private static int end(AccountHistory account, Series series, Timeline timeline) {
        Instant last = series.points().get(series.points().size() - 1).time();
        boolean ceases = last.isBefore(Objects.requireNonNull(account.closing()).time())
                || account.gaps().stream().anyMatch(gap -> !gap.start().isBefore(last));
        return ceases ? timeline.column(last) + 1 : Timeline.COLUMNS;
    }

    /** Returns the time in which the account has snapshots and none lists the currency. */
    private static List<Band> unlisted(AccountHistory account, Series series, Timeline timeline) {
        List<Band> bands = new ArrayList<>();
        Instant end = Objects.requireNonNull(account.firstTime());
        for (Point point : series.points()) {
            if (point.starts() && end.isBefore(point.time())) {
                bands.add(timeline.band(end, point.time()));
            }
            if (point.ends()) {
                end = point.time();
            }
        }
        Instant closing = Objects.requireNonNull(account.closing()).time();
        if (end.isBefore(closing)) {
            bands.add(timeline.band(end, closing));
        }
        return bands;
    }

    /** Returns the picture as text. */
    String label(Texts texts) {
        Point lowest = range.lowest();
        Point highest = range.highest();
        return texts.text(
                "card.label",
                holding.currency(),
                lowest.balance().toPlainString(),
                texts.brief(lowest.time()).text(),
                highest.balance().toPlainString(),
                texts.brief(highest.time()).text(),
                range.changes(),
                gaps);
    }
}
