package dev.balancehistory.archive;

import dev.balancehistory.balance.Account;
import dev.balancehistory.process.Outcome;
import dev.balancehistory.process.Problem;
import dev.balancehistory.process.TextResource;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;

/**
 * The accounts of the history. Their facts are in {@code account}, which is distributed with the data, under the numbers
 * of {@link AccountNumbers}.
 */
public final class AccountRegistry {
    private static final String FACTS = TextResource.of(AccountRegistry.class, "account-registry-facts.sql");

    private static final String ADD = TextResource.of(AccountRegistry.class, "account-registry-add.sql");

    private static final String CHANGE_INTERVALS =
            "update account set expected_interval = make_interval(secs => ?::double precision) where account_id = any (?)";

    private final JdbcOperations jdbc;
    private final AccountNumbers numbers;

    public AccountRegistry(JdbcOperations jdbc) {
        this.jdbc = jdbc;
        this.numbers = new AccountNumbers(jdbc);
    }

    /**
     * An account as it is configured.
     *
     * @param interval how often a snapshot is expected; null if not configured
     */
    public record Registration(
            String name, String exchange, @Nullable Duration interval) {}

    private record Known(Account account, @Nullable BigDecimal seconds) {}

    /**
     * The accounts of a run.
     *
     * @param accounts the accounts in order of their names
     * @param rejected the problems of those that the history has from another exchange or under another number, by name
     */
    public record Registered(List<Account> accounts, Map<String, Problem> rejected) {}

    /** Returns the accounts, adding those that are new. */
    public Registered register(List<Registration> registrations) {
        Map<String, Known> known = known(registrations);
        List<Account> accounts = new ArrayList<>();
        Map<String, Problem> rejected = new TreeMap<>();
        Map<Optional<BigDecimal>, List<Integer>> changed = new HashMap<>();
        for (Registration registration : registrations) {
            Known account = known.get(registration.name());
            if (account == null) {
                rejected.put(registration.name(), otherNumber(registration.name()));
                continue;
            }
            if (!registration.exchange().equals(account.account().exchange())) {
                rejected.put(registration.name(), otherExchange(account.account(), registration.exchange()));
                continue;
            }
            if (!isSame(account.seconds(), registration.interval())) {
                changed.computeIfAbsent(Optional.ofNullable(seconds(registration.interval())), key -> new ArrayList<>())
                        .add(account.account().id());
            }
            accounts.add(account.account());
        }
        // Usually the same for all: single statements would take a commit each, within the deadline of the run.
        changed.forEach(
                (seconds, ids) -> jdbc.update(CHANGE_INTERVALS, seconds.orElse(null), ids.toArray(Integer[]::new)));
        accounts.sort(Comparator.comparing(Account::name));
        return new Registered(accounts, rejected);
    }

    private Map<String, Known> known(List<Registration> registrations) {
        Map<String, Integer> byName =
                numbers.ofOrAdded(registrations.stream().map(Registration::name).toList());
        Map<String, Known> known = facts(byName);
        List<Registration> added = registrations.stream()
                .filter(registration -> !known.containsKey(registration.name()))
                .toList();
        if (!added.isEmpty()) {
            jdbc.update(
                    ADD,
                    added.stream().map(a -> byName.get(a.name())).toArray(Integer[]::new),
                    added.stream().map(Registration::name).toArray(String[]::new),
                    added.stream().map(Registration::exchange).toArray(String[]::new));
            known.putAll(facts(byName));
        }
        return known;
    }

    /** Returns the facts by name. It lacks an account whose number has another name there. */
    private Map<String, Known> facts(Map<String, Integer> byName) {
        Map<String, Known> known = new TreeMap<>();
        jdbc.query(
                FACTS,
                row -> {
                    Account account =
                            new Account(row.getInt("account_id"), row.getString("name"), row.getString("exchange"));
                    if (Integer.valueOf(account.id()).equals(byName.get(account.name()))) {
                        known.put(account.name(), new Known(account, row.getBigDecimal("seconds")));
                    }
                },
                (Object) byName.values().toArray(Integer[]::new));
        return known;
    }

    /** Returns the account of this name; null if the history has none. */
    public @Nullable Account find(String name) {
        Known known = facts(numbers.of(List.of(name))).get(name);
        return known == null ? null : known.account();
    }

    /**
     * Returns the account of this name, adding it if the history has none. An existing account keeps its exchange.
     *
     * @throws Problem if the two tables of accounts contradict each other
     */
    public Account findOrAdd(String name, String exchange) {
        Known known = known(List.of(new Registration(name, exchange, null))).get(name);
        if (known == null) {
            throw otherNumber(name);
        }
        return known.account();
    }

    private static Problem otherNumber(String name) {
        return new Problem(
                Outcome.DATA_ERROR,
                "the tables account and account_name have different numbers for the account " + name
                        + ": restore both from a backup; 'balance-history verify' lists what differs");
    }

    /**
     * Returns the problem of an account whose setting contradicts the history.
     *
     * @param exchange the exchange that is set
     */
    public static Problem otherExchange(Account account, String exchange) {
        return new Problem(
                Outcome.CONFIGURATION,
                "the account is recorded from " + account.exchange() + "; recorder.accounts." + account.name()
                        + ".exchange can't become " + exchange + ": give it a new name");
    }

    private static boolean isSame(@Nullable BigDecimal recorded, @Nullable Duration configured) {
        BigDecimal seconds = seconds(configured);
        if (recorded == null || seconds == null) {
            return recorded == null && seconds == null;
        }
        return recorded.compareTo(seconds) == 0;
    }

    private static @Nullable BigDecimal seconds(@Nullable Duration interval) {
        return interval == null ? null : BigDecimal.valueOf(interval.toMillis(), 3);
    }
}
