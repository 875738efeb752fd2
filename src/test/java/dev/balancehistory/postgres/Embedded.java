package dev.balancehistory.postgres;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.time.Duration;

/** Prepares an embedded PostgreSQL that is the same on every machine and may take its time to start. */
public final class Embedded {
    private static final Duration LONGEST_START = Duration.ofMinutes(5);

    private Embedded() {}

    public static EmbeddedPostgres.Builder builder() {
        return EmbeddedPostgres.builder()
                // Or it would take the locale of the caller.
                .setLocaleConfig("locale", "C")
                .setLocaleConfig("locale-provider", "builtin")
                .setLocaleConfig("builtin-locale", "C.UTF-8")
                .setPGStartupWait(LONGEST_START);
    }

    /** Prepares one whose every commit is on the disk when it is acknowledged, which those of the tests otherwise are not. */
    public static EmbeddedPostgres.Builder durable() {
        return builder()
                .setServerConfig("fsync", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("synchronous_commit", "on");
    }
}
