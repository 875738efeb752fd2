package dev.balancehistory.statement;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A currency in all accounts and wallets together.
 *
 * @param opening the sum of the opening balances; null if no account reports one
 * @param closing the same of the closing balances
 * @param comparable whether both are of the same wallets of the same accounts
 * @param openingAccounts the number of accounts in the opening sum
 * @param closingAccounts the same of the closing one
 */
record TotalRow(
        String currency,
        @Nullable Held opening,
        @Nullable Held closing,
        boolean comparable,
        int openingAccounts,
        int closingAccounts) {

    /** A wallet of an account. */
    private record Place(String account, String wallet) {}

    /** Returns the rows in order of the currency. */
    static List<TotalRow> of(List<AccountHistory> accounts) {
        Set<String> currencies = accounts.stream()
                .flatMap(account -> account.holdings().stream())
                .map(Holding::currency)
                .collect(Collectors.toCollection(TreeSet::new));
        List<TotalRow> rows = new ArrayList<>();
        for (String currency : currencies) {
            rows.add(row(
                    currency,
                    places(accounts, currency, AccountHistory::openingBalances),
                    places(accounts, currency, AccountHistory::closingBalances)));
        }
        return rows;
    }

    private static Map<Place, Held> places(
            List<AccountHistory> accounts,
            String currency,
            Function<AccountHistory, SortedMap<Holding, Held>> balances) {
        Map<Place, Held> places = new HashMap<>();
        for (AccountHistory account : accounts) {
            balances.apply(account).forEach((holding, held) -> {
                if (holding.currency().equals(currency)) {
                    places.put(new Place(account.name(), holding.wallet()), held);
                }
            });
        }
        return places;
    }

    private static TotalRow row(String currency, Map<Place, Held> opening, Map<Place, Held> closing) {
        return new TotalRow(
                currency,
                sum(opening),
                sum(closing),
                opening.keySet().equals(closing.keySet()),
                count(opening),
                count(closing));
    }

    private static @Nullable Held sum(Map<Place, Held> places) {
        return places.values().stream().reduce(Held::plus).orElse(null);
    }

    private static int count(Map<Place, Held> places) {
        return (int) places.keySet().stream().map(Place::account).distinct().count();
    }

    /** Returns the closing less the opening sum; null if they are not comparable. */
    @Nullable
    BigDecimal change() {
        return opening == null || closing == null || !comparable
                ? null
                : closing.balance().subtract(opening.balance());
    }

    /**
     * Returns the locked share at the close in per cent, rounded; null if nothing is locked, or more than the balance, as
     * beside a debt.
     */
    @Nullable
    Integer lockedPercent() {
        if (closing == null
                || closing.locked().signum() <= 0
                || closing.locked().compareTo(closing.balance()) > 0) {
            return null;
        }
        return closing.locked()
                .multiply(BigDecimal.valueOf(100))
                .divide(closing.balance(), 0, RoundingMode.HALF_UP)
                .intValueExact();
    }

    boolean isZero() {
        return (opening == null || opening.isZero()) && (closing == null || closing.isZero());
    }

    /** Returns the most digits behind the point. */
    int places() {
        return Math.max(places(opening), places(closing));
    }

    private static int places(@Nullable Held held) {
        return held == null ? 0 : Math.max(held.balance().scale(), held.locked().scale());
    }
}
