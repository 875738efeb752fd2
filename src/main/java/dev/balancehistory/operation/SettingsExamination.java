package dev.balancehistory.operation;

import dev.balancehistory.balance.Outcome;
import dev.balancehistory.balance.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;

/** What can be told of the settings without asking anybody: zone, schedule, retention and the spool's folder. */
final class SettingsExamination {
    private static final String SPOOL = "recorder.spool-dir";
    private static final String SET_ASIDE = ".corrupt";

    private final Environment environment;
    private final InstantSource clock;

    SettingsExamination(Environment environment, InstantSource clock) {
        this.environment = environment;
        this.clock = clock;
    }

    /**
     * Examines them.
     *
     * @param records whether anything is recorded from here
     */
    void examine(boolean records, Consumer<Finding> findings) {
        findings.accept(schedule());
        findings.accept(retention());
        if (records) {
            findings.accept(spool());
        }
    }

    private Finding schedule() {
        ZoneId zone;
        try {
            zone = ZoneId.of(environment.getProperty("recorder.zone", "UTC"));
        } catch (DateTimeException e) {
            return wrong("zone", "recorder.zone is no time zone", "name it like Europe/Berlin or UTC");
        }
        String cron = environment.getProperty("recorder.schedule.cron", "").strip();
        if (cron.isEmpty()) {
            return Finding.ok("schedule", "none of its own (recorder.schedule.cron); zone " + zone);
        }
        String advice = "write it like '0 */5 * * * *': second, minute, hour, day, month, weekday";
        try {
            Instant next = Timetable.of(cron, zone).next(clock.instant());
            return next == null
                    ? wrong("schedule", "recorder.schedule.cron names no time to come", advice)
                    : Finding.ok("schedule", "next at " + next + "; zone " + zone);
        } catch (IllegalArgumentException e) {
            return wrong("schedule", "recorder.schedule.cron is no cron expression", advice);
        }
    }

    private Finding retention() {
        try {
            RetentionSettings retention = RetentionSettings.of(environment);
            return Finding.ok(
                    "retention",
                    "bodies of answers " + kept(retention.bodies()) + ", runs " + kept(retention.jobMetadata()));
        } catch (Problem e) {
            return Finding.fail("retention", e);
        }
    }

    private static String kept(@Nullable Duration duration) {
        return duration == null ? "for ever" : duration.toDays() + " days";
    }

    private Finding spool() {
        Path folder;
        try {
            folder = Path.of(environment.getProperty(SPOOL, "spool")).toAbsolutePath();
        } catch (InvalidPathException e) {
            return wrong("spool", SPOOL + " is no path", "name a folder");
        }
        if (!Files.exists(folder)) {
            Path parent = folder.getParent();
            while (parent != null && !Files.exists(parent)) {
                parent = parent.getParent();
            }
            return parent != null && Files.isDirectory(parent) && Files.isWritable(parent)
                    ? Finding.ok("spool", folder + " is made when it is needed")
                    : unwritable(folder + " is not there and can't be made");
        }
        if (!Files.isDirectory(folder) || !Files.isWritable(folder)) {
            return unwritable(folder + " is not a folder that can be written");
        }
        try (Stream<Path> files = Files.list(folder)) {
            return waiting(
                    folder,
                    files.filter(Files::isRegularFile)
                            .map(file -> String.valueOf(file.getFileName()))
                            .filter(name -> !name.startsWith("."))
                            .toList());
        } catch (IOException e) {
            return unwritable(folder + " can't be read");
        }
    }

    private static Finding waiting(Path folder, List<String> files) {
        long aside = files.stream().filter(name -> name.endsWith(SET_ASIDE)).count();
        long waiting = files.size() - aside;
        String detail = folder + ": " + waiting + " answers wait, " + aside + " set aside";
        if (aside > 0) {
            return Finding.warn(
                    "spool", detail, "look at the files that end in " + SET_ASIDE + ", then move them away");
        }
        return waiting > 0
                ? Finding.warn("spool", detail, "the next 'balance-history record' takes them in")
                : Finding.ok("spool", detail);
    }

    private static Finding unwritable(String detail) {
        return wrong("spool", detail, "name a folder in " + SPOOL + " that this user can write");
    }

    private static Finding wrong(String subject, String detail, String advice) {
        return Finding.fail(Outcome.CONFIGURATION, subject, detail, advice);
    }
}
