package dev.balancehistory.recording;

import dev.balancehistory.archive.AccountRegistry;
import dev.balancehistory.balance.Account;
import dev.balancehistory.process.Problem;
import dev.balancehistory.settings.ConfiguredAccounts;
import dev.balancehistory.spool.Spool;
import dev.balancehistory.spool.SpoolFile;
import dev.balancehistory.spool.SpooledResponse.Corrupt;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The accounts that have responses in the spool and are no longer configured. Every run archives these responses, since
 * no run fetches the accounts any more.
 */
record UnlistedAccounts(ConfiguredAccounts directory, Spool spool) {
    private static final Logger log = LoggerFactory.getLogger(UnlistedAccounts.class);

    /** Returns the accounts, adding to the history those that are new. */
    Collection<Account> registered(AccountRegistry registry) {
        Map<String, Account> accounts = new TreeMap<>();
        Set<String> listed = directory.names();
        for (SpoolFile file : named()) {
            String name = file.account();
            if (!listed.contains(name) && !accounts.containsKey(name)) {
                Account account = account(file, registry);
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

    /** Returns the account of a file; null if it is not known, since this file can't be read. */
    private @Nullable Account account(SpoolFile file, AccountRegistry registry) {
        Account account = registry.find(file.account());
        if (account != null) {
            return account;
        }
        try {
            return registry.findOrAdd(file.account(), spool.read(file.path()).exchange());
        } catch (NoSuchFileException e) {
            // Another run has archived it.
            return null;
        } catch (Problem | IOException | Corrupt e) {
            log.warn(
                    "spool: {} can't be read ({}), and its account is not in the history", file.path(), e.getMessage());
            return null;
        }
    }
}
