package dev.balancehistory.settings;

import dev.balancehistory.configuration.PropertyProblem;
import dev.balancehistory.process.Outcome;
import dev.balancehistory.process.Problem;
import dev.balancehistory.settings.RecorderSettings.AccountSettings;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.core.env.Environment;

/**
 * The settings as bound. A mistake in an account is reported by the method that returns it, so that the others can be
 * used. The same holds for the parts that a run does not need.
 */
public final class BoundSettings {
    private static final ConfigurationPropertyName ACCOUNTS = ConfigurationPropertyName.of("recorder.accounts");
    private static final Set<String> PARTS =
            Set.of("zone", "schedule", "retention", "pack", "metrics", "ping", "notify");

    private final Map<String, Problem> accountProblems = new TreeMap<>();
    private final Map<String, Problem> partProblems = new TreeMap<>();
    private final RecorderSettings all;

    /**
     * Binds the settings of the environment.
     *
     * @throws Problem if a setting that belongs to no account is unknown, or one that every run needs is malformed
     */
    BoundSettings(Environment environment) {
        AlteredAccounts altered = new AlteredAccounts(environment);
        accountProblems.putAll(altered.problems());
        UnknownSettings.find(environment).forEach((account, problem) -> {
            if (!altered.isSetting(account)) {
                accountProblems.putIfAbsent(account, problem);
            }
        });
        try {
            all = Binder.get(environment)
                    .bindOrCreate("recorder", Bindable.of(RecorderSettings.class), new Parts(altered));
        } catch (BindException e) {
            throw PropertyProblem.of(e);
        }
    }

    /** Sets the mistakes aside that do not concern the other settings. */
    private final class Parts implements BindHandler {
        private final AlteredAccounts altered;

        Parts(AlteredAccounts altered) {
            this.altered = altered;
        }

        @Override
        public @Nullable Object onFailure(
                ConfigurationPropertyName name, Bindable<?> target, BindContext context, Exception error)
                throws Exception {
            String last = name.getLastElement(Form.ORIGINAL);
            if (ACCOUNTS.isParentOf(name)) {
                if (!altered.isSetting(last)) {
                    accountProblems.putIfAbsent(last, problem(name, context, error));
                }
                return null;
            }
            if (error instanceof BindException failure && name.getNumberOfElements() == 2 && PARTS.contains(last)) {
                partProblems.put(last, PropertyProblem.of(failure));
                return null;
            }
            throw error;
        }

        private static Problem problem(ConfigurationPropertyName name, BindContext context, Exception error) {
            return error instanceof BindException failure
                    ? PropertyProblem.of(failure)
                    : PropertyProblem.of(
                            name,
                            context.getConfigurationProperty(),
                            "is an account, which has no value: set its properties, such as " + name + ".api-key");
        }
    }

    /** Returns the settings that every run needs. */
    public RecorderSettings all() {
        return all;
    }

    /** Returns the names of the accounts, in order, including those that are configured wrongly. */
    SortedSet<String> accounts() {
        SortedSet<String> names = new TreeSet<>(all.accounts().keySet());
        names.addAll(accountProblems.keySet());
        return names;
    }

    /** Returns the settings of an account; null if it is not configured. */
    @Nullable
    AccountSettings account(String name) {
        check(accountProblems, name);
        return all.accounts().get(name);
    }

    /**
     * Returns the zone {@code recorder.zone}.
     *
     * @throws Problem if it is not a time zone
     */
    public ZoneId zone() {
        check(partProblems, "zone");
        try {
            return ZoneId.of(all.zone());
        } catch (DateTimeException e) {
            throw new Problem(Outcome.CONFIGURATION, "recorder.zone must be a time zone such as Europe/Berlin or UTC");
        }
    }

    /**
     * Returns the timetable {@code recorder.schedule.cron}; null if it is not set.
     *
     * @throws Problem if it is malformed
     */
    public @Nullable Timetable timetable() {
        check(partProblems, "schedule");
        String cron = all.schedule().cron();
        ZoneId zone = zone();
        if (cron == null || cron.isBlank()) {
            return null;
        }
        try {
            return Timetable.of(cron, zone);
        } catch (IllegalArgumentException e) {
            throw new Problem(
                    Outcome.CONFIGURATION,
                    "recorder.schedule.cron must be of six fields, such as '0 */5 * * * *': second, minute, hour, day,"
                            + " month, weekday");
        }
    }

    /**
     * Returns the retention.
     *
     * @throws Problem if it is malformed
     */
    public RetentionSettings retention() {
        check(partProblems, "retention");
        return RetentionSettings.of(all.retention());
    }

    /**
     * Returns the age from which balances are packed; null for never.
     *
     * @throws Problem if it is malformed
     */
    public @Nullable Duration packAfter() {
        check(partProblems, "pack");
        return Ages.read("recorder.pack.after", all.pack().after(), "off");
    }

    /**
     * Returns the targets of the metrics.
     *
     * @throws Problem if they are malformed
     */
    public MetricsTargets metrics() {
        check(partProblems, "metrics");
        return MetricsTargets.of(all.metrics());
    }

    private static void check(Map<String, Problem> problems, String name) {
        Problem problem = problems.get(name);
        if (problem != null) {
            throw problem;
        }
    }
}
