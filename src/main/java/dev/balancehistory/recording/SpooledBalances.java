package dev.balancehistory.recording;

import dev.balancehistory.balance.Balance;
import dev.balancehistory.balance.RawResponse;
import dev.balancehistory.balance.ResponseBody;
import dev.balancehistory.exchange.Adapters;
import dev.balancehistory.exchange.Reading;
import dev.balancehistory.exchange.ResponseReader;
import dev.balancehistory.recording.RecordedSnapshot.Line;
import dev.balancehistory.spool.Spool;
import dev.balancehistory.spool.SpooledResponse.Corrupt;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the balances of responses that wait in the spool. */
final class SpooledBalances {
    private final Spool spool;
    private final Adapters adapters;

    SpooledBalances(Spool spool, Adapters adapters) {
        this.spool = spool;
        this.adapters = adapters;
    }

    /**
     * The balances of a response, in order of wallets and currencies.
     *
     * @param responseTime the time that the balances are valid for; null if unknown
     */
    record Balances(@Nullable Instant responseTime, List<Line> lines) {}

    /** Returns the balances in the file; null if it is gone or has none. */
    @Nullable
    Balances of(Path file) {
        try {
            RawResponse response = spool.read(file).response();
            return read(response) instanceof Reading.Success success
                    ? new Balances(
                            response.responseTime(),
                            success.balances().stream()
                                    .sorted(Comparator.comparing(Balance::wallet)
                                            .thenComparing(Balance::currency))
                                    .map(SpooledBalances::line)
                                    .toList())
                    : null;
        } catch (IOException | Corrupt e) {
            // Another run has archived it, or reports it.
            return null;
        }
    }

    /** Returns the reason why a response has no balances; null if it has. */
    @Nullable
    String flaw(RawResponse response) {
        Reading reading = read(response);
        if (reading instanceof Reading.Failure failure) {
            return failure.status() + " " + failure.message();
        }
        return reading instanceof Reading.Malformed malformed ? malformed.reason() : null;
    }

    private Reading read(RawResponse response) {
        ResponseReader reader = adapters.reader(response.format());
        ResponseBody body = response.body();
        return reader == null || body == null
                ? new Reading.Malformed("its format is unknown", false)
                : reader.read(body, response.receivedAt());
    }

    private static Line line(Balance balance) {
        return new Line(
                balance.wallet(),
                balance.currency(),
                balance.total(),
                balance.available(),
                balance.total().subtract(balance.available()),
                null);
    }
}
