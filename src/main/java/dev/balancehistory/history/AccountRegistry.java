package dev.balancehistory.history;

import dev.balancehistory.balance.Account;
import dev.balancehistory.balance.Outcome;
import dev.balancehistory.balance.Problem;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;

/** The accounts that the history knows. */
public final class AccountRegistry {
    // A changed interval waits for the next run if this account's row is held by another one now.
    private static final String REGISTER = """
            with configured as (
                select name, exchange, make_interval(secs => seconds) as expected_interval
                  from unnest(?, ?, ?::double precision[]) as c (name, exchange, seconds)
            ), added as (
                insert into account (name, exchange, expected_interval)
                select name, exchange, expected_interval
                  from configured
                 where name not in (select name from account)
                 order by name
                on conflict (name) do nothing
                returning account_id, name, exchange
            ), outdated as (
                select a.account_id, c.expected_interval
                  from account a
                  join configured c on c.name = a.name
                 where a.expected_interval is distinct from c.expected_interval
                   for no key update of a skip locked
            ), changed as (
                update account a
                   set expected_interval = o.expected_interval
                  from outdated o
                 where o.account_id = a.account_id
            )
            select account_id, name, exchange from added
             union all
            select a.account_id, a.name, a.exchange from account a join configured c on c.name = a.name
             order by name
            """;

    private final JdbcOperations jdbc;

    public AccountRegistry(JdbcOperations jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * An account as it is configured.
     *
     * @param interval how often a snapshot is expected; null if not configured
     */
    public record Registration(
            String name, String exchange, @Nullable Duration interval) {}

    /**
     * Returns the accounts in order of their names, adding those that are new.
     *
     * @throws Problem if the history has an account from another exchange
     */
    public List<Account> register(List<Registration> registrations) {
        List<Account> accounts = merge(registrations);
        if (accounts.size() < registrations.size()) {
            // Another run added one at this very moment: now it can be seen.
            accounts = merge(registrations);
        }
        Map<String, Registration> byName =
                registrations.stream().collect(Collectors.toMap(Registration::name, Function.identity()));
        for (Account account : accounts) {
            Registration registration = byName.get(account.name());
            if (registration != null && !registration.exchange().equals(account.exchange())) {
                throw new Problem(
                        Outcome.CONFIGURATION,
                        "account " + account.name() + " is recorded from " + account.exchange()
                                + "; recorder.accounts." + account.name() + ".exchange can't become "
                                + registration.exchange() + ": give it a new name");
            }
        }
        return accounts;
    }

    private List<Account> merge(List<Registration> registrations) {
        return jdbc.query(
                REGISTER,
                (row, number) ->
                        new Account(row.getInt("account_id"), row.getString("name"), row.getString("exchange")),
                registrations.stream().map(Registration::name).toArray(String[]::new),
                registrations.stream().map(Registration::exchange).toArray(String[]::new),
                registrations.stream().map(AccountRegistry::seconds).toArray(Double[]::new));
    }

    private static @Nullable Double seconds(Registration registration) {
        Duration interval = registration.interval();
        return interval == null ? null : interval.toMillis() / 1_000.0;
    }
}
