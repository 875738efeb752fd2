package dev.balancehistory.localexchange;

import dev.balancehistory.localexchange.venue.Kind;
import dev.balancehistory.localexchange.venue.Venue;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Serves the endpoints of the exchange: balances, the time, the rights of a key. */
final class Endpoints implements WireServer.Handler {

    /** Stands in the manifest for the requests for the time. */
    static final String TIME = "time";

    private static final Account UNKNOWN = new Account(Holdings.fixed());

    private final Map<String, Account> accounts = new ConcurrentHashMap<>();
    private final Script everyone = new Script();
    private final Script clockwork = new Script();
    private final Manifest manifest = new Manifest();
    private final InstantSource clock;
    private final Duration latency;
    private final Exchange exchange;

    /**
     * @param venue the living exchange, or null for BITFRONT
     */
    Endpoints(Settings settings, Venue venue) {
        this.clock = settings.clock();
        this.latency = settings.latency();
        this.exchange = venue == null
                ? new BitfrontExchange(clock, settings.rateLimited())
                : new LivingExchange(venue.open(clock, settings.rateLimited()));
    }

    Exchange exchange() {
        return exchange;
    }

    Map<String, Account> accounts() {
        return accounts;
    }

    /** The script for accounts without one of their own. */
    Script everyone() {
        return everyone;
    }

    /** The script for the server's time. */
    Script clockwork() {
        return clockwork;
    }

    Manifest manifest() {
        return manifest;
    }

    @Override
    public Delivery response(Request request) throws InterruptedException {
        Instant arrival = manifest.now();
        Visit visit = exchange.visit(request);
        String apiKey = Optional.ofNullable(visit.shown().apiKey()).orElse("");
        Account account = accounts.getOrDefault(apiKey, UNKNOWN);
        Optional<Misbehaviour> misbehaviour = switch (visit.kind()) {
            case BALANCES -> account.script().take(visit.passed()).or(() -> everyone.take(visit.passed()));
            case TIME -> clockwork.take(visit.passed());
            case KEY, NONE -> Optional.empty();
        };
        // Not before: a test that has awaited this request gives its next one another misbehaviour.
        arrived(visit.kind(), apiKey, arrival);
        if (visit.kind() == Kind.BALANCES) {
            Delivery.sleep(latency);
        }
        return serve(request, arrival, new Turn(clock, visit, account.holdings()), misbehaviour);
    }

    private void arrived(Kind kind, String apiKey, Instant arrival) {
        if (kind == Kind.BALANCES) {
            manifest.arrived(apiKey, arrival);
        } else if (kind == Kind.TIME) {
            manifest.arrived(TIME, arrival);
        }
    }

    private Delivery serve(Request request, Instant arrival, Turn turn, Optional<Misbehaviour> misbehaviour)
            throws InterruptedException {
        Response response = misbehaviour.isPresent() ? misbehaviour.get().response(turn) : turn.honest();
        String played = misbehaviour.map(m -> ", played: " + m).orElse("");
        manifest.served(arrival, turn.visit(), request, response, turn.visit().verdict() + played);
        return response.delivery();
    }

    /** A checked request of an account. */
    private record Turn(InstantSource clock, Visit visit, Holdings holdings) implements Occasion {

        @Override
        public Instant now() {
            return clock.instant().truncatedTo(ChronoUnit.MILLIS);
        }

        @Override
        public Response honest(Instant at, Holdings reported) {
            return visit.honest(at, reported);
        }

        @Override
        public Response fault(String code) {
            return visit.fault(code, now());
        }
    }
}
