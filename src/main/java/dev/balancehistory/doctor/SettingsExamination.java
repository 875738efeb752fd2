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

/** Checks the settings that need no server: zone, schedule, retention and the spool's folder. */
final class SettingsExamination {
    private static final String SPOOL = "recorder.spool-dir";
    private static final String LARGEST_RESPONSE = "recorder.http.max-response-bytes";

    /** The number of largest responses that the spool must have room for: a short outage of the database. */
    private static final int RESPONSES = 4;

    private final Environment environment;
    private final InstantSource clock;
    private final Supplier<Spool.Contents> contents;

    /**
     * @param contents reads the content of the spool; used only if accounts are configured
     */
    SettingsExamination(Environment environment, InstantSource clock, Supplier<Spool.Contents> contents) {
        this.environment = environment;
        this.clock = clock;
        this.contents = contents;
    }

    /**
     * Examines the settings.
     *
     * @param records whether accounts are configured
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
            return wrong("zone", "recorder.zone is not a time zone", "set a zone such as Europe/Berlin or UTC");
        }
        String cron = environment.getProperty("recorder.schedule.cron", "").strip();
        if (cron.isEmpty()) {
            return Finding.ok("schedule", "recorder.schedule.cron is not set; zone " + zone);
        }
        String advice = "use a form such as '0 */5 * * * *': second, minute, hour, day, month, weekday";
        try {
            Instant next = Timetable.of(cron, zone).next(clock.instant());
            return next == null
                    ? wrong("schedule", "recorder.schedule.cron has no future tick", advice)
                    : Finding.ok("schedule", "next at " + next + "; zone " + zone);
        } catch (IllegalArgumentException e) {
            return wrong("schedule", "recorder.schedule.cron is not a cron expression", advice);
        }
    }

    private Finding retention() {
        try {
            RetentionSettings retention = RetentionSettings.of(environment);
            return Finding.ok(
                    "retention",
                    "response bodies: " + retention(retention.bodies()) + "; runs: "
                            + retention(retention.jobMetadata()));
        } catch (Problem e) {
            return Finding.fail("retention", e);
        }
    }

    private static String retention(@Nullable Duration duration) {
        return duration == null ? "kept permanently" : "kept for " + duration.toDays() + " days";
    }

    private Finding spool() {
        Path folder;
        try {
            folder = Path.of(environment.getProperty(SPOOL, "spool")).toAbsolutePath();
        } catch (InvalidPathException e) {
            return wrong("spool", SPOOL + " is not a path", "set a folder");
        }
        Path existing = folder;
        while (existing.getParent() != null && !Files.exists(existing)) {
            existing = existing.getParent();
        }
        if (!Files.isDirectory(existing) || !Files.isWritable(existing)) {
            return unwritable(folder
                    + (existing.equals(folder) ? " is not a writable folder" : " does not exist and can't be created"));
        }
        try {
            FileStore store = Files.getFileStore(existing);
            // A file system without a size reports no free space either.
            long free = store.getTotalSpace() == 0 ? Long.MAX_VALUE : store.getUsableSpace();
            DataSize needed = DataSize.ofBytes(RESPONSES * largestResponse().toBytes());
            return existing.equals(folder) || free < needed.toBytes()
                    ? waiting(folder, Problem.in(contents), free, needed)
                    : Finding.ok("spool", folder + " is created when it is needed");
        } catch (IOException | Problem e) {
            return unwritable(folder + " can't be read");
        }
    }

    private DataSize largestResponse() {
        return environment.getProperty(LARGEST_RESPONSE, DataSize.class, DataSize.ofMegabytes(4));
    }

    /** Returns the finding about a writable folder. */
    static Finding waiting(Path folder, Spool.Contents contents, long free, DataSize needed) {
        String detail = folder + ": " + contents.waiting() + " responses wait, " + contents.setAside() + " corrupt";
        if (free < needed.toBytes()) {
            return Finding.fail(
                    Outcome.CANNOT_WRITE,
                    "spool",
                    detail + "; " + DataSize.ofBytes(free).toKilobytes() + " KB are free, a few responses may need "
                            + needed.toKilobytes() + " KB",
                    "free some space, or set another folder in " + SPOOL);
        }
        if (contents.setAside() > 0) {
            return Finding.warn(
                    "spool", detail, "examine the files that end in .corrupt, then move them to another folder");
        }
        return contents.waiting() > 0
                ? Finding.warn("spool", detail, "the next 'balance-history record' archives them")
                : Finding.ok("spool", detail);
    }

    private static Finding unwritable(String detail) {
        return wrong("spool", detail, "set " + SPOOL + " to a folder that this user can write");
    }

    private static Finding wrong(String subject, String detail, String advice) {
        return Finding.fail(Outcome.CONFIGURATION, subject, detail, advice);
    }
}
