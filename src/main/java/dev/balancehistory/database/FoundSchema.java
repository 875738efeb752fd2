package dev.balancehistory.database;

import dev.balancehistory.process.Outcome;
import dev.balancehistory.process.Problem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationVersion;
import org.jspecify.annotations.Nullable;

/** The migrations of a database and of this program. This program knows each one that the database has. */
final class FoundSchema {
    /** The most views and functions that a message names one by one. */
    private static final int NAMED = 3;

    private static final Pattern ORDER = Pattern.compile("^[0-9]+ ");

    private final MigrationInfo[] migrations;

    /**
     * @throws Problem if the database has migrations that this program does not know
     */
    FoundSchema(MigrationInfo[] migrations) {
        this.migrations = migrations;
        requireKnownVersion();
        String unknown =
                applied().filter(FoundSchema::isStrange).map(FoundSchema::name).collect(Collectors.joining(", "));
        if (!unknown.isEmpty()) {
            throw new Problem(
                    Outcome.CONFIGURATION,
                    "the database's schema has " + unknown + " in another form than this program's: "
                            + "use the program that migrated it");
        }
        requireNoNewerObjects();
    }

    /** Returns the newest version. */
    String version() {
        return String.valueOf(newest(info -> true));
    }

    /** Returns whether no migration was applied. */
    boolean isEmpty() {
        return applied().findAny().isEmpty();
    }

    /** Returns the names of the migrations that the database lacks. */
    List<String> missing() {
        List<String> missing = pending()
                .filter(MigrationInfo::isVersioned)
                .map(FoundSchema::name)
                .collect(Collectors.toCollection(ArrayList::new));
        List<String> objects = pending()
                .filter(MigrationInfo::isRepeatable)
                .map(FoundSchema::name)
                .toList();
        if (objects.size() > NAMED) {
            missing.add("the current form of " + objects.size() + " views and functions");
        } else {
            objects.forEach(object -> missing.add("the current form of " + object));
        }
        return missing;
    }

    private Stream<MigrationInfo> pending() {
        return Arrays.stream(migrations).filter(info -> !info.getState().isApplied());
    }

    private Stream<MigrationInfo> applied() {
        return Arrays.stream(migrations).filter(info -> info.getState().isApplied());
    }

    private void requireKnownVersion() {
        MigrationVersion known = newest(info -> info.getState().isResolved());
        MigrationVersion applied = newest(info -> info.getState().isApplied());
        if (applied != null && (known == null || applied.isNewerThan(known))) {
            throw new Problem(
                    Outcome.CONFIGURATION,
                    "the database's schema has version " + applied + ", this program knows " + known
                            + ": use the program that migrated it, or a newer one");
        }
    }

    private static boolean isStrange(MigrationInfo info) {
        // A view or function with another text is pending too.
        return !info.getState().isResolved()
                || info.getState().isFailed()
                || (info.isVersioned() && !info.isChecksumMatching());
    }

    /** Rejects a schema with newer views or functions, which this program would replace by older ones. */
    private void requireNoNewerObjects() {
        String newer = pending()
                .filter(MigrationInfo::isRepeatable)
                .filter(info -> applied()
                        .anyMatch(earlier -> info.getDescription().equals(earlier.getDescription())
                                && Objects.equals(info.getResolvedChecksum(), earlier.getAppliedChecksum())))
                .map(FoundSchema::name)
                .collect(Collectors.joining(", "));
        if (!newer.isEmpty()) {
            throw new Problem(
                    Outcome.CONFIGURATION,
                    "the database's schema has a newer form of " + newer
                            + ": use the program that migrated it, or a newer one");
        }
    }

    /** Returns the version with its description, or the name of the view or function. */
    private static String name(MigrationInfo info) {
        return info.getVersion() == null
                ? ORDER.matcher(info.getDescription()).replaceFirst("").replace(' ', '_')
                : "version " + info.getVersion() + " (" + info.getDescription() + ')';
    }

    private @Nullable MigrationVersion newest(Predicate<MigrationInfo> which) {
        return Arrays.stream(migrations)
                .filter(which)
                .map(MigrationInfo::getVersion)
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder())
                .orElse(null);
    }
}
