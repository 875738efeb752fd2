package dev.balancehistory.importing;

import dev.balancehistory.database.DatabaseProblem;
import dev.balancehistory.exchange.AccountExchanges;
import dev.balancehistory.exchange.Adapters;
import dev.balancehistory.job.OneTimeJobs;
import dev.balancehistory.process.Outcome;
import dev.balancehistory.process.Problem;
import dev.balancehistory.process.Progress;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Imports archived responses. */
final class ImportHistory {
    private final DataSource dataSource;
    private final DataSource locks;
    private final ImportJob job;
    private final Adapters adapters;
    private final AccountExchanges exchanges;
    private final int longestResponse;
    private final InstantSource clock;
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean running;
    private volatile boolean stopped;

    /**
     * @param locks opens a connection beside the pool
     * @param longestResponse the most bytes of a response
     */
    ImportHistory(
            DataSource dataSource,
            DataSource locks,
            OneTimeJobs jobs,
            Adapters adapters,
            AccountExchanges exchanges,
            int longestResponse,
            InstantSource clock) {
        this.dataSource = dataSource;
        this.locks = locks;
        this.job = new ImportJob(jobs);
        this.adapters = adapters;
        this.exchanges = exchanges;
        this.longestResponse = longestResponse;
        this.clock = clock;
    }

    /**
     * Imports the files.
     *
     * @param stdin the content of {@link ImportRequest#STANDARD_INPUT}
     * @param malformations receives a line for each rejection, conflict and warning
     * @param progress receives the progress; null to leave that out
     * @throws Problem if a path does not exist, the database fails, or the import was stopped; imported snapshots
     *     stay
     */
    public Imported run(
            ImportRequest request, InputStream stdin, Consumer<String> malformations, @Nullable Progress progress) {
        running = true;
        try {
            return imported(request, stdin, malformations, progress);
        } catch (RuntimeException e) {
            Problem problem = DatabaseProblem.of(e);
            throw problem.outcome() == Outcome.BUG ? e : problem;
        } finally {
            ended.countDown();
        }
    }

    private Imported imported(
            ImportRequest request, InputStream stdin, Consumer<String> malformations, @Nullable Progress progress) {
        ImportSources found = ImportSources.in(request.paths());
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        try (ImportSession session =
                ImportSession.open(dataSource, locks, request.dryRun(), request.allowShared(), job::recover)) {
            ImportCount count = new ImportCount();
            LongConsumer work = run -> {
                ImportReport report = new ImportReport(count, malformations);
                try (ImportChunks chunks = new ImportChunks(session, count, run, now, report, () -> stopped)) {
                    ImportProgress read = new ImportProgress(found.all(), count, progress);
                    ImportFiles files = files(request, chunks, count, read, report, now);
                    for (ImportSource source : found.all()) {
                        files.read(
                                source, source.file() == null ? new PatientInput(stdin, chunks::checkStopped) : stdin);
                    }
                    chunks.finish();
                }
            };
            if (request.dryRun()) {
                work.accept(0);
            } else {
                job.run(request, now, work, count);
            }
            return count.result(found.passedOver());
        }
    }

    private ImportFiles files(
            ImportRequest request,
            ImportChunks chunks,
            ImportCount count,
            ImportProgress progress,
            ImportReport report,
            Instant now) {
        NamedAccount named = new NamedAccount(request.account(), chunks, adapters, exchanges, report, now);
        return new ImportFiles(
                dataSource,
                longestResponse,
                request.form(),
                named,
                progress,
                report,
                new ImportReader(chunks, count, progress, named, new MissingWallets(chunks, exchanges), report),
                new ExportedSnapshots(chunks, count, progress, named, report, now));
    }

    /** Stops a running import after the current batch; returns false if that took too long. */
    public boolean stop(Duration grace) throws InterruptedException {
        stopped = true;
        return !running || ended.await(grace.toMillis(), TimeUnit.MILLISECONDS);
    }
}
