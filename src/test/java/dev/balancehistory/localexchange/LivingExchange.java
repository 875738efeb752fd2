package dev.balancehistory.localexchange;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.balancehistory.localexchange.venue.Asset;
import dev.balancehistory.localexchange.venue.Call;
import dev.balancehistory.localexchange.venue.Kind;
import dev.balancehistory.localexchange.venue.Permission;
import dev.balancehistory.localexchange.venue.Ruling;
import dev.balancehistory.localexchange.venue.Shown;
import dev.balancehistory.localexchange.venue.VenueApi;
import dev.balancehistory.localexchange.venue.VenueResponse;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;

/** A living exchange, as the package of the venues knows it. */
final class LivingExchange implements Exchange {

    private final VenueApi api;

    LivingExchange(VenueApi api) {
        this.api = api;
    }

    @Override
    public void register(String apiKey, String apiSecret, String passphrase) {
        api.register(apiKey, apiSecret, passphrase);
    }

    @Override
    public void permit(String apiKey, Set<Permission> permissions) {
        api.permit(apiKey, permissions);
    }

    @Override
    public Visit visit(Request request) {
        return new Checked(
                api.decide(
                        new Call(request.method(), request.path(), request.query(), request.headers(), request.body())),
                api.mainWallet());
    }

    @Override
    public boolean hasFault(String code) {
        return api.faults().contains(code);
    }

    /** A request with the venue's ruling on it. */
    private record Checked(Ruling ruling, String mainWallet) implements Visit {

        @Override
        public Kind kind() {
            return ruling.kind();
        }

        @Override
        public boolean passed() {
            return ruling.passed();
        }

        @Override
        public Shown shown() {
            return ruling.shown();
        }

        @Override
        public String verdict() {
            return ruling.verdict();
        }

        @Override
        public Response honest(Instant at, Holdings reported) {
            Instant responseTime = at.truncatedTo(ChronoUnit.MILLIS);
            List<Asset> assets =
                    reported.at(responseTime).stream().map(this::asset).toList();
            return response(responseTime, ruling.response(responseTime, assets));
        }

        @Override
        public Response fault(String code, Instant at) {
            return response(at, ruling.fault(code, at));
        }

        private Asset asset(Holding holding) {
            String wallet = holding.wallet().equals(Holding.MAIN) ? mainWallet : holding.wallet();
            return new Asset(wallet, holding.currency(), holding.balance(), holding.availableBalance());
        }

        private Holding holding(Asset asset) {
            String wallet = asset.wallet().equals(mainWallet) ? Holding.MAIN : asset.wallet();
            return new Holding(wallet, asset.currency(), asset.total(), asset.available());
        }

        private Response response(Instant at, VenueResponse venueResponse) {
            byte[] body = venueResponse.body().getBytes(UTF_8);
            List<Holding> listed =
                    venueResponse.listed().stream().map(this::holding).toList();
            String status = venueResponse.success() ? Served.OK : venueResponse.code();
            return Response.living(
                    at, status, listed, body, Delivery.whole(venueResponse.status(), venueResponse.headers(), body));
        }
    }
}
