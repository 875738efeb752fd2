package dev.balancehistory.doctor;

import dev.balancehistory.process.Outcome;
import dev.balancehistory.process.Problem;
import dev.balancehistory.settings.RetentionSettings;
import dev.balancehistory.settings.Timetable;
import dev.balancehistory.spool.Spool;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;
import org.springframework.util.unit.DataSize;

/** What can be told of the settings without asking anybody: zone, schedule, retention and the spool's folder. */
final class SettingsExamination {
    private static final String SPOOL = "recorder.spool-dir";
    private static final String LARGEST_RESPONSE = "recorder.http.max-response-bytes";

    /** What an outage of the database brings in a few ticks, however large. */
    private static final int RESPONSES = 4;

    private final Environment environment;
    private final InstantSource clock;
    private final Supplier<Spool.Contents> contents;

    /**
     * @param contents what is in the spool; asked only where anything is recorded from here
     */
    SettingsExamination(Environment environment, InstantSource clock, Supplier<Spool.Contents> contents) {
        this.environment = environment;
        this.clock = clock;
        this.contents = contents;
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
        Path there = folder;
        while (there.getParent() != null && !Files.exists(there)) {
            there = there.getParent();
        }
        if (!Files.isDirectory(there) || !Files.isWritable(there)) {
            return unwritable(folder
                    + (there.equals(folder)
                            ? " is not a folder that can be written"
                            : " is not there and can't be made"));
        }
        try {
            FileStore store = Files.getFileStore(there);
            // One that tells no size tells no free space either.
            long free = store.getTotalSpace() == 0 ? Long.MAX_VALUE : store.getUsableSpace();
            DataSize needed = DataSize.ofBytes(RESPONSES * largestResponse().toBytes());
            return there.equals(folder) || free < needed.toBytes()
                    ? waiting(folder, Problem.in(contents), free, needed)
                    : Finding.ok("spool", folder + " is made when it is needed");
        } catch (IOException | Problem e) {
            return unwritable(folder + " can't be looked into");
        }
    }

    private DataSize largestResponse() {
        return environment.getProperty(LARGEST_RESPONSE, DataSize.class, DataSize.ofMegabytes(4));
    }

    /** Says how the folder stands that can be written. */
    static Finding waiting(Path folder, Spool.Contents contents, long free, DataSize needed) {
        String detail = folder + ": " + contents.waiting() + " answers wait, " + contents.setAside() + " set aside";
        if (free < needed.toBytes()) {
            return Finding.fail(
                    Outcome.CANNOT_WRITE,
                    "spool",
                    detail + "; " + DataSize.ofBytes(free).toKilobytes() + " KB are free, where a few answers may take "
                            + needed.toKilobytes() + " KB",
                    "make room there, or name another folder in " + SPOOL);
        }
        if (contents.setAside() > 0) {
            return Finding.warn("spool", detail, "look at the files that end in .corrupt, then move them away");
        }
        return contents.waiting() > 0
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
