package dev.balancehistory.release;

import java.nio.file.Path;

/** The release folder under test, which the build passes to the integration tests. */
public final class Release {
    private Release() {}

    /** Returns the folder. */
    public static Path folder() {
        return Path.of(System.getProperty("release.folder", "target/balance-history"))
                .toAbsolutePath();
    }

    /** Returns what starts the program in it. */
    public static String command() {
        return folder().resolve("bin/balance-history").toString();
    }
}
