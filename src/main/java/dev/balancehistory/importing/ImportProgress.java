package dev.balancehistory.importing;

import dev.balancehistory.process.Progress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The progress of an import. The number of rows is estimated from the part of the files that was read. */
final class ImportProgress {
    private final long size;
    private final ImportCount count;
    private final @Nullable Progress listener;
    private long read;
    private long next = System.nanoTime();

    ImportProgress(List<ImportSource> sources, ImportCount count, @Nullable Progress listener) {
        boolean known = sources.stream().allMatch(source -> source.size() > 0);
        this.size = known ? sources.stream().mapToLong(ImportSource::size).sum() : 0;
        this.count = count;
        this.listener = listener;
    }

    void read(long bytes) {
        read += bytes;
        tell();
    }

    void tell() {
        if (listener != null && System.nanoTime() - next >= 0) {
            double share = size == 0 || read == 0 ? 0 : (double) size / read;
            listener.at(count.rowsDone(), Math.round(count.rows() * share));
            next = System.nanoTime() + Progress.PAUSE_NANOS;
        }
    }
}
