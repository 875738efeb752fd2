package dev.balancehistory.support;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Prepares processes that do the same on every machine: of the environment of this JVM they inherit only where programs
 * and files are.
 */
public final class CleanProcess {
    private static final Set<String> INHERITED = Set.of("PATH", "HOME", "TMPDIR", "SystemRoot", "TEMP", "TMP");

    private static final Map<String, String> FIXED = Map.of("TZ", "UTC", "LC_ALL", "C.UTF-8");

    private CleanProcess() {}

    /** Returns a process, to be given the variables that it needs. */
    public static ProcessBuilder of(List<String> command) {
        ProcessBuilder process = new ProcessBuilder(command);
        process.environment().keySet().retainAll(INHERITED);
        process.environment().putAll(FIXED);
        return process;
    }

    /** Returns a process, to be given the variables that it needs. */
    public static ProcessBuilder of(String... command) {
        return of(List.of(command));
    }
}
