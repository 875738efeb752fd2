package dev.balancehistory.doctor;

import dev.balancehistory.process.Problem;
import dev.balancehistory.settings.BoundSettings;
import dev.balancehistory.settings.ConfiguredAccounts;
import dev.balancehistory.settings.RetentionSettings;
import dev.balancehistory.settings.Timetable;
import dev.balancehistory.spool.Spool;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Checks the settings that need no server: zone, schedule, retention, metrics and the spool.
 *
 * @param contents reads the content of the spool; used only if accounts are configured
 */
record SettingsExamination(InstantSource clock, Supplier<Spool.Contents> contents) {
    /**
     * Examines the settings.
     *
     * @param settings the settings, of which each part is read separately
     */
    void examine(BoundSettings settings, ConfiguredAccounts accounts, Consumer<Finding> findings) {
        boolean records = !accounts.names().isEmpty();
        findings.accept(finding("schedule", () -> schedule(settings, records ? accounts : null)));
        findings.accept(finding("retention", () -> retention(settings.retention())));
        findings.accept(MetricsExamination.of(settings::metrics));
        if (records) {
            findings.accept(SpoolExamination.of(settings.all(), contents));
        }
    }

    private static Finding finding(String subject, Supplier<String> state) {
        try {
            return Finding.ok(subject, state.get());
        } catch (Problem e) {
            return Finding.fail(subject, e);
        }
    }

    private String schedule(BoundSettings settings, @Nullable ConfiguredAccounts accounts) {
        Timetable timetable = settings.timetable();
        if (timetable == null) {
            return "recorder.schedule.cron is not set; zone " + settings.zone();
        }
        String next = "next at " + timetable.first(clock.instant()) + "; zone " + timetable.zone();
        if (accounts != null) {
            accounts.requireIntervals(timetable);
        }
        return next;
    }

    private static String retention(RetentionSettings retention) {
        return "response bodies: " + retention(retention.bodies()) + "; runs: " + retention(retention.jobMetadata());
    }

    private static String retention(@Nullable Duration duration) {
        return duration == null ? "kept permanently" : "kept for " + duration.toDays() + " days";
    }
}
