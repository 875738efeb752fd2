package dev.balancehistory.importing;

import dev.balancehistory.archive.Archive;
import dev.balancehistory.database.DatabaseProblem;
import dev.balancehistory.exchange.AccountExchanges;
import dev.balancehistory.exchange.Adapters;
import dev.balancehistory.importing.LineReader.Line;
import dev.balancehistory.job.OneTimeJobs;
import dev.balancehistory.process.Outcome;
import dev.balancehistory.process.Problem;
import dev.balancehistory.process.Progress;
import java.io.IOException;
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
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

/** Imports archived responses: a run of the job {@code importBalances}. */
final class ImportHistory {
    private static final String JOB = "importBalances";
    private static final String STEP = "importResponses";
    private static final int LONGEST_LIST = 500;

    private final Archive history;
    private final DataSource locks;
    private final OneTimeJobs jobs;
    private final Adapters adapters;
    private final AccountExchanges exchanges;
    private final int longestResponse;
    private final InstantSource clock;
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean running;
    private volatile boolean stopped;

    /**
     * @param locks opens a connection beside the pool
     * @param exchanges returns the exchange of an account that is not in the history
     * @param longestResponse the most bytes of a response
     */
    ImportHistory(
            Archive history,
            DataSource locks,
            OneTimeJobs jobs,
            Adapters adapters,
            AccountExchanges exchanges,
            int longestResponse,
            InstantSource clock) {
        this.history = history;
        this.locks = locks;
        this.jobs = jobs;
        this.adapters = adapters;
        this.exchanges = exchanges;
        this.longestResponse = longestResponse;
        this.clock = clock;
    }

    /**
     * Imports the files.
     *
     * @param stdin the content of {@link ImportRequest#STANDARD_INPUT}
     * @param malformations receives a line for each file, line or response that is rejected or conflicts with the
     *     history
     * @param progress receives the progress; null to leave that out
     * @throws Problem if a path does not exist, the database fails, or the import was stopped; imported snapshots
     *     stay
     */
    public Imported run(
            ImportRequest request, InputStream stdin, Consumer<String> malformations, @Nullable Progress progress) {
        running = true;
        try {
            ImportSource.Found found = ImportSource.in(request.paths());
            Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
            try (ImportSession session = ImportSession.open(
                    history.dataSource(), locks, request.dryRun(), request.allowShared(), () -> jobs.recover(JOB))) {
                ImportCount count = new ImportCount();
                LongConsumer work = run -> {
                    ImportChunks chunks = new ImportChunks(session, count, run, now, malformations, () -> stopped);
                    ImportProgress importProgress = new ImportProgress(found.sources(), count, progress);
                    read(
                            found,
                            stdin,
                            chunks,
                            importProgress,
                            new ImportReader(
                                    chunks,
                                    count,
                                    importProgress,
                                    new NamedAccount(request.account(), chunks, adapters, exchanges, now),
                                    request.form(),
                                    now,
                                    malformations));
                };
                if (request.dryRun()) {
                    work.accept(0);
                } else {
                    start(request, now, work, count);
                }
                return count.result(found.passedOver());
            }
        } catch (RuntimeException e) {
            Problem problem = DatabaseProblem.of(e);
            throw problem.outcome() == Outcome.BUG ? e : problem;
        } finally {
            ended.countDown();
        }
    }

    /**
     * @param work the import, given the number of its run in the job metadata
     */
    private void start(ImportRequest request, Instant now, LongConsumer work, ImportCount count) {
        Tasklet tasklet = (contribution, chunk) -> {
            StepExecution step = contribution.getStepExecution();
            try {
                work.accept(step.getJobExecutionId());
            } finally {
                step.setReadCount(count.responses());
                step.setWriteCount(count.balances());
            }
            Imported imported = count.result(0);
            if (imported.outcome() != Outcome.DONE) {
                step.setStatus(BatchStatus.FAILED);
                contribution.setExitStatus(new ExitStatus(
                        imported.outcome().name(), imported.rejected() == 0 ? "" : "rejected: " + imported.rejected()));
            }
            return RepeatStatus.FINISHED;
        };
        String files = String.join(" ", request.paths());
        jobs.run(
                jobs.job(JOB).start(jobs.step(STEP, tasklet)).build(),
                OneTimeJobs.parameters(now)
                        .addString("files", files.length() <= LONGEST_LIST ? files : files.substring(0, LONGEST_LIST))
                        .addString("account", request.account() == null ? "as in the files" : request.account())
                        .toJobParameters());
    }

    private void read(
            ImportSource.Found found,
            InputStream stdin,
            ImportChunks chunks,
            ImportProgress progress,
            ImportReader reader) {
        try (chunks) {
            for (ImportSource source : found.sources()) {
                InputStream patient = source.file() == null ? new PatientInput(stdin, chunks::checkStopped) : stdin;
                read(source, patient, reader, progress);
            }
            chunks.finish();
        }
    }

    private void read(ImportSource source, InputStream stdin, ImportReader reader, ImportProgress progress) {
        reader.from(source.name());
        try (InputStream in = source.open(stdin, progress::read)) {
            LineReader lines = new LineReader(in, longestResponse);
            Line first = lines.start();
            HistoryCsv csv = reader.history(first);
            String foreign = csv == null ? reader.obstacle(first) : null;
            if (csv != null) {
                try (StagedRows rows = StagedRows.open(history.dataSource())) {
                    new HistoryFile(csv, lines, rows, reader).read();
                }
            } else if (foreign != null) {
                reader.unusable(0, null, foreign);
            } else {
                new ResponseFile(lines, longestResponse, reader::isResponse, reader).read();
            }
        } catch (IOException e) {
            reader.unusable(0, null, "it can't be read to its end: " + e.getMessage());
        }
    }

    /** Stops a running import after the current batch; returns false if that took too long. */
    public boolean stop(Duration grace) throws InterruptedException {
        stopped = true;
        return !running || ended.await(grace.toMillis(), TimeUnit.MILLISECONDS);
    }
}
