package dev.balancehistory.cli;

import org.springframework.boot.SpringBootExceptionReporter;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Keeps Spring Boot from logging why it can't start, with values and a stack trace: {@link Application} reports it. */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class UnreportedFailure implements SpringBootExceptionReporter {
    @Override
    public boolean reportException(Throwable failure) {
        return true;
    }
}
