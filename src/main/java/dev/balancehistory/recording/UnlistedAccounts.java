package dev.balancehistory.recording;

import dev.balancehistory.archive.AccountRegistry;
import dev.balancehistory.balance.Account;
import dev.balancehistory.process.Problem;
import dev.balancehistory.settings.ConfiguredAccounts;
import dev.balancehistory.spool.Spool;
import dev.balancehistory.spool.SpoolFile;
import dev.balancehistory.spool.SpooledResponse.Corrupt;
import java.io.IOException;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
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
        try {
            for (SpoolFile file : spool.named()) {
                String name = file.account();
                if (!listed.contains(name) && !accounts.containsKey(name)) {
                    accounts.put(
                            name,
                            registry.findOrAdd(name, spool.read(file.path()).exchange()));
                }
            }
        } catch (Problem | IOException | Corrupt e) {
            // The step that archives the files reports it, and sets a corrupt file aside.
            log.debug("The spool can't be read", e);
        }
        return accounts.values();
    }
}
