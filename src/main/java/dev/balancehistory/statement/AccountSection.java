package dev.balancehistory.statement;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The part of the page about one account.
 *
 * @param number its number on the page, from 1
 * @param rows the rows of its table
 * @param others the rows that are not in the table: those of balances that are always zero
 * @param cards its pictures
 * @param unchanged the balances that have no picture and are not zero
 */
record AccountSection(
        int number,
        AccountHistory account,
        List<BalanceRow> rows,
        List<BalanceRow> others,
        List<Card> cards,
        List<String> unchanged,
        List<Shade> gaps) {

    /**
     * Builds the section.
     *
     * @param series the balances in the period, each with its columns
     */
    static AccountSection of(int number, AccountHistory account, Map<Holding, Series> series, Timeline timeline) {
        SortedSet<Holding> holdings = new TreeSet<>(account.holdings());
        holdings.addAll(series.keySet());
        boolean wallets = holdings.stream().map(Holding::wallet).distinct().count() > 1;
        AccountSection section = new AccountSection(
                number,
                account,
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                Shade.of(account.gaps(), timeline));
        for (Holding holding : holdings) {
            section.add(holding, wallets ? holding.wallet() : null, series.get(holding), timeline);
        }
        return section;
    }

    private void add(Holding holding, @Nullable String wallet, @Nullable Series series, Timeline timeline) {
        Held opening = account.openingBalances().get(holding);
        Held closing = account.closingBalances().get(holding);
        boolean plain = series != null && Card.isPlain(account, series);
        String card = series == null || plain ? null : "b" + number + "-" + (cards.size() + 1);
        BalanceRow row = new BalanceRow(
                holding,
                wallet,
                card,
                opening,
                closing,
                account.change(holding),
                series == null ? null : series.range());
        if (series != null && card != null) {
            cards.add(Card.of(card, account, series, wallet, timeline));
        }
        if (plain && closing != null && closing.isZero()) {
            others.add(row);
        } else {
            rows.add(row);
            if (plain) {
                unchanged.add(row.name());
            }
        }
    }

    /** Returns all rows. */
    List<BalanceRow> all() {
        return Stream.concat(rows.stream(), others.stream()).toList();
    }

    /** Returns the names of the balances that are always zero. */
    String zero() {
        return others.stream().map(BalanceRow::name).collect(Collectors.joining(", "));
    }

    /** Returns whether a gap is drawn paler than the others. */
    boolean hasPale() {
        return gaps.stream().anyMatch(Shade::isPale);
    }

    /** Returns the section without its pictures. */
    AccountSection summary() {
        List<BalanceRow> plain = rows.stream().map(BalanceRow::withoutCard).toList();
        return new AccountSection(number, account, plain, others, List.of(), unchanged, gaps);
    }

    /** Returns the most digits behind the point in its table. */
    int places() {
        return rows.stream()
                .flatMap(BalanceRow::numbers)
                .mapToInt(BigDecimal::scale)
                .max()
                .orElse(0);
    }
}
