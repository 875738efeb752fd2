package dev.balancehistory.localexchange.venue;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A checked request: what was decided, and the response in the form that the exchange documents. */
public final class Ruling {

    static final String JSON = "application/json";

    private final VenueApi api;
    private final Endpoint endpoint;
    private final Call call;
    private final VenueAccount account;
    private final Map<String, String> usage;
    private final String fault;

    private Ruling(
            VenueApi api, Endpoint endpoint, Call call, VenueAccount account, Map<String, String> usage, String fault) {
        this.api = api;
        this.endpoint = endpoint;
        this.call = call;
        this.account = account;
        this.usage = usage;
        this.fault = fault;
    }

    static Ruling passed(VenueApi api, Endpoint endpoint, Call call, VenueAccount account, Map<String, String> usage) {
        return new Ruling(api, endpoint, call, account, usage, null);
    }

    static Ruling rejected(VenueApi api, Endpoint endpoint, Call call, String fault) {
        return new Ruling(api, endpoint, call, null, Map.of(), fault);
    }

    public Kind kind() {
        return endpoint == null ? Kind.NONE : endpoint.kind();
    }

    public boolean passed() {
        return fault == null;
    }

    /** Returns the name of the fault, or {@code OK}. */
    public String verdict() {
        return passed() ? "OK" : fault;
    }

    public Shown shown() {
        return api.rules().shown(call);
    }

    /** Writes the response: the wallet's part of the assets, or the fault. */
    public VenueResponse response(Instant now, List<Asset> assets) {
        if (!passed()) {
            return fault(fault, now);
        }
        List<Asset> own = assets.stream()
                .filter(asset -> endpoint.wallets().contains(asset.wallet()))
                .toList();
        List<Asset> listed = endpoint.selection().of(call, own);
        boolean more = !listed.isEmpty() && listed.get(listed.size() - 1) != own.get(own.size() - 1);
        String body = endpoint.content().json(new Visit(call, now, listed, more, account));
        return new VenueResponse(200, headers(usage), body, "", listed);
    }

    /** Writes a documented failure by its name. */
    public VenueResponse fault(String name, Instant now) {
        Fault documented = api.fault(name);
        String body = documented.html()
                ? "<html><head><title>" + documented.message() + "</title></head></html>"
                : api.rules().body(documented, now);
        return new VenueResponse(
                documented.status(), headers(documented.headers()), body, documented.code(), List.of());
    }

    private static Map<String, String> headers(Map<String, String> more) {
        Map<String, String> headers = new LinkedHashMap<>(Map.of("Content-Type", JSON));
        headers.putAll(more);
        return headers;
    }
}
