package dev.balancehistory.metrics;

import dev.balancehistory.archive.NewestBalance;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Formats balances for Prometheus with all of their digits. A gauge of Micrometer holds a double, which would round them. */
final class BalanceSeries {
    private BalanceSeries() {}

    /** Returns both series of each balance; an empty text without a balance. */
    static String of(List<NewestBalance> balances) {
        if (balances.isEmpty()) {
            return "";
        }
        return family("balance", "The total in the newest snapshot.", balances, NewestBalance::balance)
                + family(
                        "available_balance",
                        "The part of the total that is not locked.",
                        balances,
                        NewestBalance::available);
    }

    private static String family(
            String name, String help, List<NewestBalance> balances, Function<NewestBalance, BigDecimal> value) {
        String family = Exposition.PREFIX + name;
        String series = balances.stream()
                .map(balance -> "%s{account=\"%s\",wallet=\"%s\",currency=\"%s\"} %s\n"
                        .formatted(
                                family,
                                escaped(balance.account()),
                                escaped(balance.wallet()),
                                escaped(balance.currency()),
                                value.apply(balance).toPlainString()))
                .collect(Collectors.joining());
        return "# HELP %s %s\n# TYPE %1$s gauge\n%s".formatted(family, help, series);
    }

    /** A currency is as the exchange sent it. */
    private static String escaped(String label) {
        return label.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }
}
