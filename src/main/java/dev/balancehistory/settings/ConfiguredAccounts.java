package dev.balancehistory.settings;

import dev.balancehistory.exchange.AccountExchanges;
import dev.balancehistory.exchange.Adapters;
import dev.balancehistory.process.Outcome;
import dev.balancehistory.process.Problem;
import dev.balancehistory.process.Similar;
import dev.balancehistory.settings.RecorderSettings.AccountSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The accounts of the configuration, each checked separately, so that a mistake in one does not affect another. */
public final class ConfiguredAccounts implements AccountExchanges {
    private final BoundSettings settings;
    private final Supplier<Adapters> adapters;
    private final Map<String, Problem> similar;
    private final Map<String, ConfiguredAccount> checked = new ConcurrentHashMap<>();

    /**
     * @param adapters creates the adapters when an account is checked
     */
    ConfiguredAccounts(BoundSettings settings, Supplier<Adapters> adapters) {
        this.settings = settings;
        this.adapters = adapters;
        this.similar = SimilarNames.find(settings.accounts());
    }

    /**
     * Accounts for a run, in order of their names.
     *
     * @param usable the accounts that are configured correctly
     * @param wrong the problems of the others, by name
     */
    public record Selection(List<ConfiguredAccount> usable, SortedMap<String, Problem> wrong) {
        /**
         * Returns the accounts that can be recorded.
         *
         * @throws Problem if all are configured wrongly
         */
        public List<ConfiguredAccount> required() {
            if (usable.isEmpty() && !wrong.isEmpty()) {
                throw new Problem(
                        Outcome.CONFIGURATION,
                        wrong.values().stream()
                                .map(Problem::getMessage)
                                .distinct()
                                .collect(Collectors.joining("; ")));
            }
            return usable;
        }
    }

    /** Returns the names in order; empty on a machine that does not record. */
    public SortedSet<String> names() {
        return settings.accounts();
    }

    @Override
    public boolean isConfigured(String name) {
        return names().contains(name);
    }

    /**
     * Returns the configured exchange of an account.
     *
     * @throws Problem if it is missing, or not an exchange of this program
     */
    @Override
    public String exchangeOf(String name) {
        return ConfiguredAccount.source(name, settings.all().accounts().get(name), adapters.get())
                .exchange();
    }

    @Override
    public Map<String, String> exchanges() {
        Map<String, String> exchanges = new TreeMap<>();
        settings.all().accounts().forEach((name, account) -> {
            String exchange = account.exchange();
            if (exchange != null) {
                exchanges.put(name, exchange);
            }
        });
        return exchanges;
    }

    @Override
    public List<String> walletsOf(String name) {
        AccountSettings account = settings.all().accounts().get(name);
        return account == null ? List.of() : account.wallets();
    }

    /** Returns the source of an account's interval: its own setting, the schedule, or null if neither is set here. */
    public @Nullable String sourceOfInterval(String name) {
        AccountSettings account = settings.all().accounts().get(name);
        if (account != null && account.interval() != null) {
            return "configured";
        }
        String cron = settings.all().schedule().cron();
        return cron == null || cron.isBlank() ? null : "schedule";
    }

    /**
     * Returns the named accounts; all accounts without a name.
     *
     * @param share the accounts among them that are wanted
     * @throws Problem if no account is configured, or a name is unknown
     */
    public Selection select(Collection<String> names, Predicate<String> share) {
        SortedSet<String> known = names();
        if (known.isEmpty()) {
            throw new Problem(
                    Outcome.CONFIGURATION,
                    "no account is configured: set recorder.accounts.NAME.api-key, .api-secret and .exchange"
                            + " (environment: RECORDER_ACCOUNTS_NAME_APIKEY, _APISECRET and _EXCHANGE)");
        }
        SortedSet<String> selected = new TreeSet<>(names.isEmpty() ? known : names);
        if (!known.containsAll(selected)) {
            selected.removeAll(known);
            throw new Problem(
                    Outcome.CONFIGURATION,
                    "no account is configured as " + String.join(", ", selected)
                            + Similar.hint(selected.first(), known) + "; configured: "
                            + String.join(", ", known));
        }
        List<ConfiguredAccount> usable = new ArrayList<>();
        SortedMap<String, Problem> wrong = new TreeMap<>();
        selected.stream().filter(share).forEach(name -> {
            try {
                usable.add(account(name));
            } catch (Problem e) {
                wrong.put(name, e);
            }
        });
        return new Selection(usable, wrong);
    }

    /** Returns all accounts that are configured correctly. */
    public List<ConfiguredAccount> usable() {
        return select(List.of(), name -> true).usable();
    }

    /**
     * Checks that each account has an interval, unless the ticks give one.
     *
     * @throws Problem if the ticks are uneven and an account has no interval
     */
    public void requireIntervals(Timetable timetable) {
        List<String> without = usable().stream()
                .filter(account -> account.interval() == null)
                .map(account -> "recorder.accounts." + account.name() + ".interval")
                .toList();
        if (!without.isEmpty() && timetable.period() == null) {
            throw new Problem(
                    Outcome.CONFIGURATION,
                    "the ticks of " + timetable + " are uneven: set the interval at which a snapshot is expected in "
                            + String.join(", ", without));
        }
    }

    /**
     * Returns one account.
     *
     * @throws Problem if a setting is missing or malformed; the message contains the property and never its value
     */
    public ConfiguredAccount account(String name) {
        Problem sameProperties = similar.get(name);
        if (sameProperties != null) {
            throw sameProperties;
        }
        AccountSettings account = settings.account(name);
        if (account == null) {
            throw new IllegalArgumentException("No account is configured as " + name);
        }
        return checked.computeIfAbsent(name, key -> ConfiguredAccount.checked(key, account, adapters.get()));
    }

    /** Returns the time limit for a response, to its last byte. */
    public Duration readTimeout() {
        return settings.all().http().readTimeout();
    }
}
