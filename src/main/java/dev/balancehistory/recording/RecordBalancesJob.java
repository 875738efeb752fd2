package dev.balancehistory.recording;

import dev.balancehistory.archive.Archive;
import dev.balancehistory.exchange.Adapters;
import dev.balancehistory.exchange.BalanceFetcher;
import dev.balancehistory.job.OwnTransactions;
import dev.balancehistory.spool.Spool;
import java.time.InstantSource;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The job {@code recordBalances}. Each step reads its pending work from the history, so that a restart runs all steps.
 */
final class RecordBalancesJob {
    static final String NAME = "recordBalances";

    private final JobRepository repository;
    private final Archive archive;
    private final SnapshotStore snapshots;
    private final Spool spool;
    private final BalanceFetcher fetcher;
    private final Adapters adapters;
    private final int concurrency;
    private final InstantSource clock;
    private final OpenRuns runs;

    RecordBalancesJob(
            JobRepository repository,
            Archive archive,
            SnapshotStore snapshots,
            Spool spool,
            BalanceFetcher fetcher,
            Adapters adapters,
            int concurrency,
            InstantSource clock,
            OpenRuns runs) {
        this.repository = repository;
        this.archive = archive;
        this.snapshots = snapshots;
        this.spool = spool;
        this.fetcher = fetcher;
        this.adapters = adapters;
        this.concurrency = concurrency;
        this.clock = clock;
        this.runs = runs;
    }

    /** Returns the job, which is the same for all runs. */
    Job recordBalances() {
        return new JobBuilder(NAME, repository)
                .validator(RunParameters::validate)
                .listener(new RunListener(runs))
                .start(takeInSpool())
                .next(fetchResponses())
                .next(writeSnapshots())
                .build();
    }

    private Step takeInSpool() {
        return step("takeInSpool", new TakeInSpool(runs, transaction(), archive.inbox(), spool));
    }

    private Step fetchResponses() {
        return step(
                "fetchResponses", new FetchResponses(runs, transaction(), archive, spool, fetcher, concurrency, clock));
    }

    private Step writeSnapshots() {
        return step("writeSnapshots", new WriteSnapshots(runs, transaction(), archive.inbox(), snapshots, adapters));
    }

    private Step step(String name, Tasklet tasklet) {
        return new StepBuilder(name, repository)
                .tasklet(tasklet, archive.transactionManager())
                .transactionAttribute(new OwnTransactions())
                .allowStartIfComplete(true)
                .build();
    }

    private TransactionOperations transaction() {
        return new TransactionTemplate(archive.transactionManager());
    }
}
