package dev.balancehistory.job;

import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.interceptor.DefaultTransactionAttribute;

/**
 * Disables Spring Batch's transaction around a tasklet that manages its transactions itself. That transaction would
 * hold an idle connection while the step waits for an exchange.
 */
public final class OwnTransactions extends DefaultTransactionAttribute {
    public OwnTransactions() {
        super(TransactionDefinition.PROPAGATION_NOT_SUPPORTED);
    }

    /** Returns true, since Spring Batch would ignore the exception otherwise. */
    @Override
    public boolean rollbackOn(Throwable e) {
        return true;
    }
}
