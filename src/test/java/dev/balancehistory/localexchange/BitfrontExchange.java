package dev.balancehistory.localexchange;

import dev.balancehistory.localexchange.venue.Kind;
import dev.balancehistory.localexchange.venue.Permission;
import dev.balancehistory.localexchange.venue.Shown;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** BITFRONT: serves {@code GET /v1/account/balances} and {@code GET /v1/public/time}, and nothing else. */
final class BitfrontExchange implements Exchange {

    static final String BALANCES = "/v1/account/balances";
    static final String TIME = "/v1/public/time";

    private final Map<String, Keyring> keys = new ConcurrentHashMap<>();
    private final RequestCheck check;

    BitfrontExchange(InstantSource clock, boolean rateLimited) {
        this.check = new RequestCheck(keys, clock, rateLimited);
    }

    @Override
    public void register(String apiKey, String apiSecret, String passphrase) {
        keys.put(apiKey, new Keyring(apiSecret));
    }

    @Override
    public void permit(String apiKey, Set<Permission> permissions) {
        throw new UnsupportedOperationException("BITFRONT documents no rights of a key");
    }

    @Override
    public Visit visit(Request request) {
        return switch (request.path()) {
            case BALANCES -> new Checked(Kind.BALANCES, request, check.check(request));
            case TIME ->
                new Checked(
                        Kind.TIME,
                        request,
                        request.method().equals("GET") ? StatusCode.SUCCESS : StatusCode.UNSUPPORTED_METHOD);
            default -> new Checked(Kind.NONE, request, StatusCode.BAD_REQUEST);
        };
    }

    @Override
    public boolean hasFault(String code) {
        return documented(code).isPresent();
    }

    private static Optional<StatusCode> documented(String code) {
        return Arrays.stream(StatusCode.values())
                .filter(known -> known != StatusCode.SUCCESS
                        && Integer.toString(known.code()).equals(code))
                .findFirst();
    }

    /** A request with the check's verdict on it. */
    private record Checked(Kind kind, Request request, StatusCode disposition) implements Visit {

        @Override
        public boolean passed() {
            return disposition == StatusCode.SUCCESS;
        }

        @Override
        public Shown shown() {
            String timestamp = request.header(Request.TIMESTAMP);
            return new Shown(
                    request.header(Request.API_KEY),
                    request.header(Request.SIGN),
                    timestamp != null && timestamp.matches("[0-9]{1,18}") ? Long.parseLong(timestamp) : -1,
                    request.header(Request.NONCE));
        }

        @Override
        public String verdict() {
            return kind == Kind.NONE ? "no such endpoint" : disposition.code() + " " + disposition.message();
        }

        @Override
        public Response honest(Instant at, Holdings reported) {
            Instant responseTime = at.truncatedTo(ChronoUnit.MILLIS);
            if (kind == Kind.NONE) {
                return Response.notFound(responseTime);
            }
            if (!passed()) {
                return Response.failure(responseTime, disposition.code(), disposition.message());
            }
            return kind == Kind.TIME
                    ? Response.time(responseTime)
                    : Response.success(responseTime, reported.at(responseTime));
        }

        @Override
        public Response fault(String code, Instant at) {
            StatusCode fault = documented(code).orElseThrow();
            return Response.failure(at, fault.code(), fault.message());
        }
    }
}
