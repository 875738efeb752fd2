package dev.balancehistory.exchange.http;

import dev.balancehistory.exchange.Disposition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The documented failures of an exchange, row by row. The rows with a code apply first, in order, and then those with
 * an HTTP status only.
 *
 * <p>Without a row, 408, 429 and 5xx are temporary, and any other failure is undocumented. A table is immutable: each method
 * returns a longer one.
 */
public final class FaultTable implements Faults {
    /** No failure is documented. */
    public static final FaultTable EMPTY = new FaultTable(List.of());

    /** The advice after an undocumented status without a code, as from a server that is not the exchange's. */
    public static final String CHECK_ADDRESS = ": check base-url, and any proxy between";

    private static final int ANY = 0;

    private final List<Row> rows;

    private record Row(int http, @Nullable String code, boolean prefix, Fault fault) {
        boolean matches(int status, @Nullable String found) {
            if (http != ANY && http != status) {
                return false;
            }
            if (code == null || found == null) {
                return code == null;
            }
            return prefix ? found.startsWith(code) : found.equals(code);
        }
    }

    private FaultTable(List<Row> rows) {
        this.rows = rows;
    }

    private FaultTable with(Row row) {
        List<Row> more = new ArrayList<>(rows);
        more.add(row);
        return new FaultTable(List.copyOf(more));
    }

    /** Adds a code in the body, with any HTTP status. */
    public FaultTable code(String code, Disposition disposition, String advice) {
        return code(ANY, code, disposition, advice);
    }

    /** Adds a code in the body, with this HTTP status. */
    public FaultTable code(int http, String code, Disposition disposition, String advice) {
        return with(new Row(http, code, false, Fault.of(disposition, after(advice))));
    }

    /** Adds a code with the duration of the limit, for responses that do not state it. */
    public FaultTable code(String code, Disposition disposition, String advice, Duration lasts) {
        return with(new Row(ANY, code, false, new Fault(disposition, after(advice), lasts, false)));
    }

    /** Adds all codes with this prefix. */
    public FaultTable prefix(String prefix, Disposition disposition, String advice) {
        return with(new Row(ANY, prefix, true, Fault.of(disposition, after(advice))));
    }

    /** Adds all codes with this prefix that end in the Unix time at which the limit ends, in seconds. */
    public FaultTable prefixWithTime(String prefix, Disposition disposition, String advice) {
        return with(new Row(ANY, prefix, true, new Fault(disposition, after(advice), null, true)));
    }

    /** Adds an HTTP status, for bodies without a listed code. */
    public FaultTable http(int http, Disposition disposition, String advice) {
        return with(new Row(http, null, false, Fault.of(disposition, after(advice))));
    }

    /** Adds an HTTP status with the duration of the limit, for responses that do not state it. */
    public FaultTable http(int http, Disposition disposition, String advice, Duration lasts) {
        return with(new Row(http, null, false, new Fault(disposition, after(advice), lasts, false)));
    }

    /**
     * Adds an HTTP status by which the exchange rejects the credentials, and also a request's time that is too far from
     * its own.
     *
     * @param advice the remedy if the clock is not the reason
     * @param tolerance the difference to the {@code Date} of the response above which the clock is the reason
     */
    public FaultTable credentialsOrClock(int http, String advice, Duration tolerance) {
        return with(new Row(http, null, false, credentialsOrClock(advice, tolerance)));
    }

    /** Adds a code in the body by which the exchange rejects the credentials, and also a request's time, as above. */
    public FaultTable credentialsOrClock(String code, String advice, Duration tolerance) {
        return with(new Row(ANY, code, false, credentialsOrClock(advice, tolerance)));
    }

    private static Fault credentialsOrClock(String advice, Duration tolerance) {
        return new Fault(Disposition.CREDENTIALS_REJECTED, after(advice), null, false, tolerance);
    }

    private static String after(String advice) {
        return advice.isEmpty() ? "" : ": " + advice;
    }

    @Override
    public Fault of(int http, @Nullable String code) {
        return rows.stream()
                .filter(row -> row.matches(http, code))
                .min(Comparator.comparing(row -> row.code() == null))
                .map(Row::fault)
                .orElseGet(() -> undocumented(http, code));
    }

    private static Fault undocumented(int http, @Nullable String code) {
        boolean passing = http == 408 || http == 429 || http / 100 == 5;
        // A server that is not the exchange's knows none of its codes.
        boolean foreign = !passing && code == null;
        return Fault.of(passing ? Disposition.TRANSIENT : Disposition.UNDOCUMENTED, foreign ? CHECK_ADDRESS : "");
    }
}
