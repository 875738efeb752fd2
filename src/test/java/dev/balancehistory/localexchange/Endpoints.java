package dev.balancehistory.localexchange;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What the exchange serves: balances, the time, and nothing else. */
final class Endpoints implements WireServer.Handler {

    static final String BALANCES = "/v1/account/balances";
    static final String TIME = "/v1/public/time";

    private static final Account NOBODY = new Account("", Holdings.fixed());

    private final Map<String, Account> accounts = new ConcurrentHashMap<>();
    private final Script everyone = new Script();
    private final Script clockwork = new Script();
    private final Manifest manifest = new Manifest();
    private final InstantSource clock;
    private final Duration latency;
    private final RequestCheck check;

    Endpoints(Settings settings) {
        this.clock = settings.clock();
        this.latency = settings.latency();
        this.check = new RequestCheck(accounts, clock, settings.rateLimited());
    }

    Map<String, Account> accounts() {
        return accounts;
    }

    /** What applies where an account's own script has nothing to say. */
    Script everyone() {
        return everyone;
    }

    /** What applies to the server's time. */
    Script clockwork() {
        return clockwork;
    }

    Manifest manifest() {
        return manifest;
    }

    @Override
    public Delivery response(Request request) throws InterruptedException {
        return switch (request.path()) {
            case BALANCES -> balances(request);
            case TIME -> time(request);
            default -> {
                Response response = Response.notFound(now());
                manifest.served(manifest.now(), request, response, "no such endpoint");
                yield response.delivery();
            }
        };
    }

    private Delivery balances(Request request) throws InterruptedException {
        String apiKey = request.count(Request.API_KEY) == 0 ? "" : request.header(Request.API_KEY);
        Instant arrival = manifest.now();
        StatusCode disposition = check.check(request);
        boolean passed = disposition == StatusCode.SUCCESS;
        Account account = accounts.getOrDefault(apiKey, NOBODY);
        Optional<Misbehaviour> misbehaviour = account.script().take(passed).or(() -> everyone.take(passed));
        // Not before: a test that has awaited this request gives its next one another misbehaviour.
        manifest.arrived(apiKey, arrival);
        Delivery.sleep(latency);
        return serve(request, arrival, new Visit(clock, disposition, account.holdings(), false), misbehaviour);
    }

    private Delivery time(Request request) throws InterruptedException {
        Instant arrival = manifest.now();
        StatusCode disposition = request.method().equals("GET") ? StatusCode.SUCCESS : StatusCode.UNSUPPORTED_METHOD;
        Optional<Misbehaviour> misbehaviour = clockwork.take(disposition == StatusCode.SUCCESS);
        manifest.arrived(TIME, arrival);
        return serve(request, arrival, new Visit(clock, disposition, Holdings.fixed(), true), misbehaviour);
    }

    private Delivery serve(Request request, Instant arrival, Visit visit, Optional<Misbehaviour> misbehaviour)
            throws InterruptedException {
        Response response = misbehaviour.isPresent() ? misbehaviour.get().response(visit) : visit.honest();
        String played = misbehaviour.map(m -> ", played: " + m).orElse("");
        manifest.served(
                arrival,
                request,
                response,
                visit.disposition().code() + " " + visit.disposition().message() + played);
        return response.delivery();
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    /** A request with the check's verdict on it. */
    private record Visit(InstantSource clock, StatusCode disposition, Holdings holdings, boolean forTime)
            implements Occasion {

        @Override
        public Instant now() {
            return clock.instant().truncatedTo(ChronoUnit.MILLIS);
        }

        @Override
        public Response honest(Instant at, Holdings reported) {
            Instant responseTime = at.truncatedTo(ChronoUnit.MILLIS);
            if (disposition != StatusCode.SUCCESS) {
                return Response.failure(responseTime, disposition.code(), disposition.message());
            }
            return forTime ? Response.time(responseTime) : Response.success(responseTime, reported.at(responseTime));
        }
    }
}
