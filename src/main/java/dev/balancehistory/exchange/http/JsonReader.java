package dev.balancehistory.exchange.http;

import dev.balancehistory.balance.Balance;
import dev.balancehistory.balance.ResponseBody;
import dev.balancehistory.balance.Snapshot;
import dev.balancehistory.exchange.Reading;
import dev.balancehistory.process.Printable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Reads responses whose bodies are JSON. One function reads each body, and derives wallet and page from its content
 * alone: the archive stores the bytes and the format, not the requests.
 *
 * @param format the name and version of the format, such as {@code upbit/1}
 * @param bodies the reader of each body; throws an {@link IllegalArgumentException} if a body is not as documented. Its
 *     message is a reason that begins with "it" or "its".
 * @param sums whether several rows of one currency in a wallet are added up
 */
public record JsonReader(String format, Function<Json, Part> bodies, boolean sums) implements PartReader {
    private static final int MAX_ID = 40;

    /** Creates a reader that rejects several rows of one currency in a wallet. */
    public JsonReader(String format, Function<Json, Part> bodies) {
        this(format, bodies, false);
    }

    /** Returns a reader that adds up several rows of one currency in a wallet. */
    public JsonReader summing() {
        return new JsonReader(format, bodies, true);
    }

    @Override
    public Part part(byte[] body, Instant receivedAt) {
        if (body.length == 0) {
            return new Part(new Reading.Malformed("it is empty", true), null);
        }
        Reading.Malformed undecodable = BodyText.undecodable(body);
        if (undecodable != null) {
            return new Part(undecodable, null);
        }
        try {
            Part part = bodies.apply(Json.parse(body));
            Instant time = part.reading() instanceof Reading.Success success ? success.responseTime() : null;
            if (time != null && !Snapshot.isPossible(time, receivedAt)) {
                throw new IllegalArgumentException("its time " + time + " lies before 2009 or more than a day ahead");
            }
            return part;
        } catch (StrictJson.TruncatedException e) {
            return new Part(BodyText.malformed("it is truncated", body, true), null);
        } catch (IllegalArgumentException e) {
            return new Part(BodyText.malformed(e.getMessage(), body, false), null);
        }
    }

    /** Reads all parts. The first part without balances determines the reading of the response. */
    @Override
    public Reading read(ResponseBody response, Instant receivedAt) {
        List<Balance> balances = new ArrayList<>();
        Reading.Success last = null;
        Set<String> pages = new HashSet<>();
        Set<String> ids = new HashSet<>();
        String next = null;
        for (byte[] body : response.parts()) {
            Part part = part(body, receivedAt);
            if (!(part.reading() instanceof Reading.Success success)) {
                return part.reading();
            }
            for (String id : part.ids()) {
                if (!ids.add(id)) {
                    return new Reading.Malformed("it lists " + Printable.text(id, MAX_ID) + " twice", false);
                }
            }
            balances.addAll(success.balances());
            last = success;
            next = part.next();
            if (next == null) {
                pages.clear();
            } else if (!pages.add(next)) {
                return new Reading.Malformed("its pages repeat themselves", false);
            }
        }
        if (last == null || next != null) {
            return new Reading.Malformed("its last page is missing", false);
        }
        return whole(balances, last, receivedAt);
    }

    private Reading whole(List<Balance> listed, Reading.Success last, Instant receivedAt) {
        Instant time = last.responseTime();
        try {
            List<Balance> balances = sums ? summed(listed) : listed;
            // Rejects a currency that is listed twice.
            List<Balance> sorted = new Snapshot(time == null ? receivedAt : time, balances).balances();
            return new Reading.Success(sorted, time, last.status(), last.message());
        } catch (IllegalArgumentException e) {
            return BodyText.malformed("it " + e.getMessage(), new byte[0], false);
        }
    }

    private record Holding(String wallet, String currency) {}

    private static List<Balance> summed(List<Balance> listed) {
        Map<Holding, Balance> sums = new LinkedHashMap<>();
        listed.forEach(each -> sums.merge(
                new Holding(each.wallet(), each.currency()),
                each,
                (one, other) -> new Balance(
                        one.wallet(),
                        one.currency(),
                        one.total().add(other.total()),
                        one.available().add(other.available()))));
        return List.copyOf(sums.values());
    }
}
