package dev.balancehistory.backfill;

import dev.balancehistory.backfill.HistoryCsv.BadLine;
import dev.balancehistory.backfill.LineReader.Line;
import dev.balancehistory.balance.Outcome;
import dev.balancehistory.balance.Problem;
import dev.balancehistory.database.DatabaseProblem;
import dev.balancehistory.exchange.AccountExchanges;
import dev.balancehistory.exchange.Adapters;
import dev.balancehistory.history.History;
import dev.balancehistory.history.ImportSession;
import dev.balancehistory.history.StagedRows;
import dev.balancehistory.job.JobRecord;
import dev.balancehistory.job.JobRun;
import dev.balancehistory.job.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Brings archived answers into the history: a run of the job {@code importBalances}. */
public final class ImportHistory {
    private static final String JOB = "importBalances";
    private static final String STEP = "importAnswers";
    private static final int LONGEST_LIST = 500;

    private final History history;
    private final JobRecord record;
    private final Adapters adapters;
    private final AccountExchanges exchanges;
    private final int longestAnswer;
    private final InstantSource clock;
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean running;
    private volatile boolean stopped;

    /**
     * @param exchanges name the exchange of an account that the history does not know yet
     * @param longestAnswer how many bytes an answer may have
     */
    ImportHistory(
            History history,
            JobRecord record,
            Adapters adapters,
            AccountExchanges exchanges,
            int longestAnswer,
            InstantSource clock) {
        this.history = history;
        this.record = record;
        this.adapters = adapters;
        this.exchanges = exchanges;
        this.longestAnswer = longestAnswer;
        this.clock = clock;
    }

    /**
     * Imports.
     *
     * @param stdin what {@link ImportRequest#STANDARD_INPUT} stands for
     * @param refusals hears of each file, line or answer that is refused or contradicts the history
     * @param progress null if nobody looks
     * @throws Problem if a path is none, the database can't be used, or it was stopped; what was imported before stays
     */
    public Imported run(
            ImportRequest request, InputStream stdin, Consumer<String> refusals, @Nullable Progress progress) {
        running = true;
        try {
            ImportSource.Found found = ImportSource.in(request.paths());
            Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
            try (ImportSession session =
                    ImportSession.open(history.dataSource(), request.dryRun(), () -> record.endDead(JOB))) {
                JobRun run = request.dryRun() ? null : start(request, now);
                ImportCount count = new ImportCount();
                ImportChunks chunks =
                        new ImportChunks(session, count, run == null ? 0 : run.id(), now, refusals, () -> stopped);
                ImportProgress told = new ImportProgress(found.sources(), count, progress);
                ImportReader reader =
                        new ImportReader(chunks, count, told, adapters, exchanges, request.account(), now, refusals);
                return recorded(run, count, () -> {
                    try (chunks) {
                        found.sources()
                                .forEach(source -> read(
                                        source,
                                        source.file() == null ? new PatientInput(stdin, chunks::goOn) : stdin,
                                        now,
                                        reader,
                                        told));
                        chunks.finish();
                    }
                    return count.result(found.passedOver());
                });
            }
        } finally {
            ended.countDown();
        }
    }

    private JobRun start(ImportRequest request, Instant now) {
        String files = String.join(" ", request.paths());
        return JobRun.start(
                record,
                JOB,
                JobRun.parameters(now)
                        .addString("files", files.length() <= LONGEST_LIST ? files : files.substring(0, LONGEST_LIST))
                        .addString("account", request.account() == null ? "as the files say" : request.account())
                        .toJobParameters(),
                STEP);
    }

    /** Whatever happens, the run's record says so. */
    private static Imported recorded(@Nullable JobRun run, ImportCount count, Supplier<Imported> work) {
        try {
            Imported imported = work.get();
            if (run != null) {
                String refused = imported.refused() == 0 ? null : "refused: " + imported.refused();
                run.end(imported.outcome(), refused, count.answers(), count.balances());
            }
            return imported;
        } catch (RuntimeException e) {
            Problem problem = DatabaseProblem.of(e);
            if (run != null) {
                run.fail(problem, count.answers(), count.balances());
            }
            throw problem.outcome() == Outcome.DEFECT ? e : problem;
        }
    }

    private void read(
            ImportSource source, InputStream stdin, Instant now, ImportReader reader, ImportProgress progress) {
        reader.from(source.name());
        try (InputStream in = source.open(stdin, progress::read)) {
            LineReader lines = new LineReader(in, longestAnswer);
            Line first = lines.next();
            HistoryCsv csv = first == null ? null : HistoryCsv.under(first, now);
            if (csv == null) {
                new AnswerFile(lines, longestAnswer, reader::isAnswer, reader).read(first);
                return;
            }
            try (StagedRows rows = StagedRows.open(history.dataSource())) {
                new HistoryFile(csv, lines, rows, reader).read();
            }
        } catch (BadLine e) {
            reader.unusable(1, null, "the header " + e.getMessage());
        } catch (IOException e) {
            reader.unusable(0, null, "it can't be read to its end: " + e.getMessage());
        }
    }

    /** Stops it, if it goes on, after the handful that is under way; returns false if that took too long. */
    public boolean stop(Duration grace) throws InterruptedException {
        stopped = true;
        return !running || ended.await(grace.toMillis(), TimeUnit.MILLISECONDS);
    }
}
