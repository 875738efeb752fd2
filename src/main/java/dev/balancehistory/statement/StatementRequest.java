package dev.balancehistory.statement;

import dev.balancehistory.process.Outcome;
import dev.balancehistory.process.Problem;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;

/**
 * The request of a statement.
 *
 * @param zone the zone of the period and of all times
 * @param accounts the names of the accounts; all if empty
 * @param prepared the time of the statement; a period is over if it ends before
 * @param soFar whether a period that is not over is allowed
 * @param script whether the page contains its script
 * @param form the form of the CSV
 */
record StatementRequest(
        Period period,
        ZoneId zone,
        List<String> accounts,
        Locale language,
        Instant prepared,
        boolean soFar,
        boolean script,
        CellForm form) {

    /**
     * @throws Problem if the period is not over and that is not allowed, or it has not begun
     */
    StatementRequest {
        if (!prepared.isAfter(period.from(zone))) {
            throw new Problem(Outcome.USAGE, "the period " + period.code() + " has not begun in " + zone);
        }
        if (!soFar && prepared.isBefore(period.to(zone))) {
            throw new Problem(
                    Outcome.USAGE,
                    "the period " + period.code() + " is not over in " + zone + ": wait, or use --so-far");
        }
    }

    /** Returns the request for these accounts, so that it stays the same when another account is added. */
    StatementRequest of(List<AccountHistory> named) {
        List<String> names = named.stream().map(AccountHistory::name).toList();
        return new StatementRequest(period, zone, names, language, prepared, soFar, script, form);
    }

    /** Returns the first instant of the statement. */
    Instant from() {
        return period.from(zone);
    }

    /** Returns the first instant after it: the period's end, or the time of the statement if that is earlier. */
    Instant to() {
        return isPartial() ? prepared : period.to(zone);
    }

    /** Returns whether the period was not over when the statement was prepared. */
    boolean isPartial() {
        return prepared.isBefore(period.to(zone));
    }
}
