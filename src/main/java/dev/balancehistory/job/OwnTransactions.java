package dev.balancehistory.job;

import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.interceptor.DefaultTransactionAttribute;

/**
 * For a step whose tasklet begins and ends its transactions itself. Spring Batch's own transaction round the tasklet
 * would hold a connection idle while the step waits for an exchange.
 */
public final class OwnTransactions extends DefaultTransactionAttribute {
    public OwnTransactions() {
        super(TransactionDefinition.PROPAGATION_NOT_SUPPORTED);
    }

    /** Spring Batch ignores an exception for which this is false. */
    @Override
    public boolean rollbackOn(Throwable e) {
        return true;
    }
}
