package dev.balancehistory.importing;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The request of an import.
 *
 * @param paths files and folders, or {@value #STANDARD_INPUT}
 * @param account the account of the responses; null if each line names its account, as in an exported history
 * @param dryRun whether to report the result and write nothing
 * @param allowShared whether to import responses that another account has recorded
 * @param form the form of the amounts and times of a CSV
 */
record ImportRequest(List<String> paths, @Nullable String account, boolean dryRun, boolean allowShared, CsvForm form) {
    public static final String STANDARD_INPUT = "-";

    public ImportRequest {
        paths = List.copyOf(paths);
    }
}
