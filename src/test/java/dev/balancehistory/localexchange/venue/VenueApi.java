package dev.balancehistory.localexchange.venue;

import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * One exchange with its keys: checks requests in an order of its own, since no document states one.
 *
 * <ol>
 *   <li>the endpoint
 *   <li>the limits of the IP address, which every request uses up
 *   <li>the form, the key, then window, passphrase, signature and nonce
 *   <li>the right to read, which learning about the key does not need, and the parameters
 *   <li>the limits of the key, which only its owner can use up
 * </ol>
 */
public final class VenueApi {

    /** The fault of a path or method that the exchange does not have. */
    static final String NOT_FOUND = "404";

    private final Rules rules;
    private final InstantSource clock;
    private final boolean rateLimited;
    private final Map<String, VenueAccount> accounts = new ConcurrentHashMap<>();
    private final Map<String, Gate> gates = new ConcurrentHashMap<>();
    private final Map<String, Fault> faults;

    VenueApi(Rules rules, InstantSource clock, boolean rateLimited) {
        this.rules = rules;
        this.clock = clock;
        this.rateLimited = rateLimited;
        this.faults = new TreeMap<>(rules.faults().stream().collect(Collectors.toMap(Fault::name, f -> f)));
        this.faults.putIfAbsent(NOT_FOUND, new Fault(404, NOT_FOUND, "Not found"));
    }

    /** Registers a key; one that is known already starts anew. */
    public void register(String key, String secret, String passphrase) {
        accounts.put(key, new VenueAccount(key, secret, passphrase));
    }

    /** Sets what a key may do, which is reading alone at first. */
    public void permit(String key, Set<Permission> permissions) {
        accounts.get(key).permit(permissions);
    }

    public String mainWallet() {
        return rules.mainWallet();
    }

    /** Returns the names of the documented faults. */
    public Set<String> faults() {
        return faults.keySet();
    }

    /** Checks a request, which uses up its nonce and its part of the limits. */
    public Ruling decide(Call call) {
        Optional<Endpoint> endpoint = rules.endpoints().stream()
                .filter(known -> known.path().equals(call.path()))
                .findFirst();
        try {
            Rejected.unless(endpoint.isPresent() && endpoint.get().method().equals(call.method()), NOT_FOUND);
            return decide(endpoint.get(), call);
        } catch (Rejected rejected) {
            return Ruling.rejected(this, endpoint.orElse(null), call, rejected.getMessage());
        }
    }

    Rules rules() {
        return rules;
    }

    Fault fault(String name) {
        Fault fault = faults.get(name);
        if (fault == null) {
            throw new IllegalArgumentException("no such fault: " + name + "; documented are " + faults.keySet());
        }
        return fault;
    }

    private Ruling decide(Endpoint endpoint, Call call) throws Rejected {
        Map<String, String> usage = new LinkedHashMap<>(admit(Limit.Scope.IP, endpoint, "", clock.instant()));
        if (endpoint.kind() == Kind.TIME) {
            return Ruling.passed(this, endpoint, call, null, usage);
        }
        rules.checkForm(call);
        String key = rules.shown(call).apiKey();
        VenueAccount account = key == null ? null : accounts.get(key);
        Rejected.unless(account != null, rules.unknownKey());
        synchronized (account) {
            // Read under the lock, so that a key's nonces and limits see time in order.
            Instant now = clock.instant();
            rules.check(call, account, now);
            Rejected.unless(
                    endpoint.kind() == Kind.KEY || account.permissions().contains(Permission.READ), rules.denied());
            Rejected.unless(endpoint.accepts(call), rules.badRequest());
            usage.putAll(admit(Limit.Scope.KEY, endpoint, key, now));
        }
        return Ruling.passed(this, endpoint, call, account, usage);
    }

    private Map<String, String> admit(Limit.Scope scope, Endpoint endpoint, String key, Instant now) throws Rejected {
        Map<String, String> usage = new LinkedHashMap<>();
        for (int i = 0; rateLimited && i < rules.limits().size(); i++) {
            Limit limit = rules.limits().get(i);
            if (limit.scope() == scope && limit.covers().test(endpoint)) {
                Gate gate = gates.computeIfAbsent(i + " " + key, k -> new Gate(limit));
                usage.putAll(rules.usage(gate.admit(now, endpoint.weight())));
            }
        }
        return usage;
    }
}
