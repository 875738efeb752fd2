package dev.balancehistory.recording;

import dev.balancehistory.settings.ConfiguredAccount;
import java.util.List;

/** The database failed before the first request of a run. The cause is its failure. */
final class NothingFetched extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<ConfiguredAccount> accounts;
    private final transient List<RunResult.AccountResult> others;

    /**
     * @param accounts the accounts that are to be fetched
     * @param others the results of those that another run holds or the history rejects
     */
    NothingFetched(List<ConfiguredAccount> accounts, List<RunResult.AccountResult> others, RuntimeException failure) {
        super(failure);
        this.accounts = accounts;
        this.others = others;
    }

    List<ConfiguredAccount> accounts() {
        return accounts;
    }

    List<RunResult.AccountResult> others() {
        return others;
    }
}
