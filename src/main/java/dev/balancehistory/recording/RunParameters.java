package dev.balancehistory.recording;

import dev.balancehistory.balance.Sha256;
import dev.balancehistory.balance.Slot;
import dev.balancehistory.process.Outcome;
import dev.balancehistory.process.Problem;
import dev.balancehistory.settings.ConfiguredAccount;
import dev.balancehistory.settings.ConfiguredAccounts;
import dev.balancehistory.settings.ConfiguredAccounts.Selection;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.job.parameters.InvalidJobParametersException;
import org.springframework.batch.core.job.parameters.JobParameter;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;

/** The parameters of the job {@code recordBalances}. The same slot and accounts are the same job instance. */
final class RunParameters {
    private static final String SLOT = "slot";

    /** The start of a run without a slot. */
    private static final String STARTED = "started";

    private static final String ACCOUNTS = "accounts";

    private static final int LONGEST_LIST = 200;

    private RunParameters() {}

    /**
     * @param accounts the names of the accounts to record, in order
     */
    static JobParameters of(@Nullable Slot slot, List<String> accounts, Instant now) {
        JobParametersBuilder parameters = new JobParametersBuilder();
        if (slot == null) {
            parameters.addString(STARTED, now.toString());
        } else {
            parameters.addString(SLOT, slot.toString());
        }
        return parameters.addString(ACCOUNTS, list(accounts)).toJobParameters();
    }

    private static String list(List<String> accounts) {
        String list = String.join(",", accounts);
        String hash = HexFormat.of().formatHex(Sha256.of(list.getBytes(StandardCharsets.UTF_8)));
        return list.length() <= LONGEST_LIST ? list : accounts.size() + " accounts, sha256 " + hash;
    }

    /**
     * Rejects other parameters, which would be stored and logged in clear.
     *
     * @throws InvalidJobParametersException if there are others, or the accounts are missing
     */
    static void validate(@Nullable JobParameters parameters) throws InvalidJobParametersException {
        Set<String> names = parameters == null
                ? Set.of()
                : parameters.parameters().stream().map(JobParameter::name).collect(Collectors.toSet());
        if (!names.contains(ACCOUNTS) || !Set.of(SLOT, STARTED, ACCOUNTS).containsAll(names)) {
            throw new InvalidJobParametersException("the parameters of recordBalances are " + ACCOUNTS + " and either "
                    + SLOT + " or " + STARTED + ", and no others");
        }
    }

    /** Returns the slot that the run stands for; null without a slot. */
    static @Nullable Slot slot(JobParameters parameters) {
        String slot = parameters.getString(SLOT);
        return slot == null ? null : Slot.parse(slot);
    }

    /**
     * Returns the accounts of the run, at least one of them usable.
     *
     * @throws Problem if they are not configured, or the parameters hold only the hash of others
     */
    static Selection accounts(JobParameters parameters, ConfiguredAccounts configured) {
        String list = String.valueOf(parameters.getString(ACCOUNTS));
        boolean hashed = list.contains(" ");
        Selection selected = configured.select(hashed ? List.of() : List.of(list.split(",")), name -> true);
        List<String> usable =
                selected.required().stream().map(ConfiguredAccount::name).toList();
        if (hashed && !list.equals(list(usable))) {
            throw new Problem(
                    Outcome.CONFIGURATION,
                    "the run can't be restarted: its parameters contain only a hash of some accounts; use record"
                            + " with --slot and --account or --shard");
        }
        return selected;
    }
}
