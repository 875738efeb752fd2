package dev.balancehistory.localexchange.venue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A method and path that an exchange serves.
 *
 * @param wallets whose assets it lists
 * @param selection which of them, in order
 * @param required parameters without which a request is rejected
 * @param optional further parameters; any other is rejected
 * @param weight what a request counts towards a limit by weight
 * @param content its body
 */
record Endpoint(
        Kind kind,
        String method,
        String path,
        Set<String> wallets,
        Selection selection,
        Map<String, Pattern> required,
        Map<String, Pattern> optional,
        int weight,
        Content content) {

    /** Writes the JSON of a success. */
    @FunctionalInterface
    interface Content {
        String json(Visit visit);
    }

    /** Picks from the wallet's assets those that this request lists. */
    @FunctionalInterface
    interface Selection {
        Selection ALL = (call, assets) -> assets;
        Selection HELD =
                (call, assets) -> assets.stream().filter(asset -> !asset.zero()).toList();

        List<Asset> of(Call call, List<Asset> assets);
    }

    static Endpoint balances(String method, String path, Content content, String... wallets) {
        return of(Kind.BALANCES, method, path, Set.of(wallets), content);
    }

    static Endpoint time(String path, Content content) {
        return of(Kind.TIME, "GET", path, Set.of(), content);
    }

    static Endpoint key(String method, String path, Content content) {
        return of(Kind.KEY, method, path, Set.of(), content);
    }

    private static Endpoint of(Kind kind, String method, String path, Set<String> wallets, Content content) {
        return new Endpoint(kind, method, path, wallets, Selection.ALL, Map.of(), Map.of(), 1, content);
    }

    Endpoint selecting(Selection other) {
        return new Endpoint(kind, method, path, wallets, other, required, optional, weight, content);
    }

    Endpoint weighing(int other) {
        return new Endpoint(kind, method, path, wallets, selection, required, optional, other, content);
    }

    Endpoint requiring(String name, String regex) {
        return new Endpoint(
                kind, method, path, wallets, selection, with(required, name, regex), optional, weight, content);
    }

    Endpoint allowing(String name, String regex) {
        return new Endpoint(
                kind, method, path, wallets, selection, required, with(optional, name, regex), weight, content);
    }

    /** Returns whether the request has all required parameters once, and no other than the optional ones. */
    boolean accepts(Call call) {
        Map<String, List<String>> given = call.parameters();
        return given.keySet().containsAll(required.keySet())
                && given.entrySet().stream().allMatch(parameter -> accepts(parameter.getKey(), parameter.getValue()));
    }

    private boolean accepts(String name, List<String> values) {
        Pattern pattern = required.getOrDefault(name, optional.get(name));
        return pattern != null
                && values.size() == 1
                && pattern.matcher(values.get(0)).matches();
    }

    private static Map<String, Pattern> with(Map<String, Pattern> patterns, String name, String regex) {
        Map<String, Pattern> more = new LinkedHashMap<>(patterns);
        more.put(name, Pattern.compile(regex));
        return more;
    }
}
