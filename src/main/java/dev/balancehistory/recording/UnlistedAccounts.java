package dev.balancehistory.recording;

import dev.balancehistory.archive.AccountRegistry;
import dev.balancehistory.balance.Account;
import dev.balancehistory.process.Problem;
import dev.balancehistory.settings.ConfiguredAccounts;
import dev.balancehistory.spool.Spool;
import dev.balancehistory.spool.SpoolFile;
import dev.balancehistory.spool.SpooledResponse;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The accounts that have responses in the spool and are no longer configured. Every run archives these responses, since
 * no run fetches the accounts any more.
 */
record UnlistedAccounts(ConfiguredAccounts directory, Spool spool) {
    private static final Logger log = LoggerFactory.getLogger(UnlistedAccounts.class);

    /**
     * Returns the accounts, adding to the history those that are new.
     *
     * @param problems receives those of files of accounts that the history does not have
     */
    Collection<Account> registered(AccountRegistry registry, Consumer<Problem> problems) {
        Map<String, Account> accounts = new TreeMap<>();
        Set<String> listed = directory.names();
        for (SpoolFile file : named()) {
            String name = file.account();
            if (!listed.contains(name) && !accounts.containsKey(name)) {
                Account account = account(file, registry, problems);
                if (account != null) {
                    accounts.put(name, account);
                }
            }
        }
        return accounts.values();
    }

    private List<SpoolFile> named() {
        try {
            return spool.named();
        } catch (Problem e) {
            // The step that archives the files reports it.
            log.debug("The spool can't be read", e);
            return List.of();
        }
    }

    /** Returns the account of a file; null if it is not known, since the file can't be read. */
    private @Nullable Account account(SpoolFile file, AccountRegistry registry, Consumer<Problem> problems) {
        Account account = registry.find(file.account());
        if (account != null) {
            return account;
        }
        try {
            SpooledResponse response = spool.readOrSetAside(file.path());
            return response == null ? null : registry.findOrAdd(file.account(), response.exchange());
        } catch (Problem e) {
            problems.accept(e);
            return null;
        }
    }
}
