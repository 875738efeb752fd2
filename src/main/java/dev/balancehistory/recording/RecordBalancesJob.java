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
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The job {@code recordBalances}. Each step reads its pending work from the history, so that a restart runs all steps.
 */
final class RecordBalancesJob {
    static final String NAME = "recordBalances";

    private RecordBalancesJob() {}

    /** Returns the job, which is the same for all runs. */
    static Job of(
            JobRepository repository,
            Archive archive,
            SnapshotStore snapshots,
            Spool spool,
            BalanceFetcher fetcher,
            Adapters adapters,
            int concurrency,
            InstantSource clock,
            OpenRuns runs) {
        PlatformTransactionManager manager = archive.transactionManager();
        TransactionOperations transaction = new TransactionTemplate(manager);
        Tasklet takeInSpool = new TakeInSpool(runs, transaction, archive.inbox(), spool);
        Tasklet fetchResponses = new FetchResponses(runs, transaction, archive, spool, fetcher, concurrency, clock);
        Tasklet writeSnapshots = new WriteSnapshots(runs, transaction, archive.inbox(), snapshots, adapters);
        return new JobBuilder(NAME, repository)
                .validator(RunParameters::validate)
                .listener(new RunListener(runs))
                .start(step("takeInSpool", takeInSpool, repository, manager))
                .next(step("fetchResponses", fetchResponses, repository, manager))
                .next(step("writeSnapshots", writeSnapshots, repository, manager))
                .build();
    }

    private static Step step(
            String name, Tasklet tasklet, JobRepository repository, PlatformTransactionManager manager) {
        return new StepBuilder(name, repository)
                .tasklet(tasklet, manager)
                .transactionAttribute(new OwnTransactions())
                .allowStartIfComplete(true)
                .build();
    }
}
