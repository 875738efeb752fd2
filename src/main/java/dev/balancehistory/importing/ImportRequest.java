package dev.balancehistory.importing;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is to be imported.
 *
 * @param paths files and folders, or {@value #STANDARD_INPUT}
 * @param account whose answers they are; null if each line says so, as those of an exported history do
 * @param dryRun whether to tell what would become of them, and write nothing
 */
public record ImportRequest(List<String> paths, @Nullable String account, boolean dryRun) {
    public static final String STANDARD_INPUT = "-";

    public ImportRequest {
        paths = List.copyOf(paths);
    }
}
