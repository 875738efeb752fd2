package dev.balancehistory.importing;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The request of an import.
 *
 * @param paths files and folders, or {@value #STANDARD_INPUT}
 * @param account the account of the responses; null if each line names its account, as in an exported history
 * @param dryRun whether to report the result and write nothing
 */
record ImportRequest(List<String> paths, @Nullable String account, boolean dryRun) {
    public static final String STANDARD_INPUT = "-";

    public ImportRequest {
        paths = List.copyOf(paths);
    }
}
