package dev.balancehistory.exchange.http;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A request of an exchange's API, which a signer completes. Immutable: each method returns a new one.
 *
 * @param method {@code GET} or {@code POST}
 * @param path below the base URL, beginning with a slash
 * @param query the parameters of the address, in the order in which they are sent
 * @param form the fields of a form-encoded body; empty for none
 * @param headers beside those that every request has
 * @param weight its weight against the exchange's limits
 */
public record Request(
        String method,
        String path,
        List<Parameter> query,
        List<Parameter> form,
        Map<String, String> headers,
        int weight) {

    /** A parameter of the address or a field of the form, not encoded yet. */
    public record Parameter(String name, String value) {}

    public Request {
        query = List.copyOf(query);
        form = List.copyOf(form);
    }

    /** Returns a GET of this path. */
    public static Request get(String path) {
        return new Request("GET", path, List.of(), List.of(), Map.of(), 1);
    }

    /** Returns a POST to this path, with an empty body unless a field is added. */
    public static Request post(String path) {
        return new Request("POST", path, List.of(), List.of(), Map.of(), 1);
    }

    /** Returns the request with a parameter in its address; one of the same name is replaced in its place. */
    public Request query(String name, String value) {
        return new Request(method, path, with(query, name, value), form, headers, weight);
    }

    /** Returns the request with a field in its form; one of the same name is replaced in its place. */
    public Request field(String name, String value) {
        return new Request(method, path, query, with(form, name, value), headers, weight);
    }

    /** Returns the request with a header. */
    public Request header(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Request(method, path, query, form, more, weight);
    }

    /** Returns the request with another weight. */
    public Request weighing(int newWeight) {
        return new Request(method, path, query, form, headers, newWeight);
    }

    private static List<Parameter> with(List<Parameter> parameters, String name, String value) {
        List<Parameter> more = new ArrayList<>(parameters);
        Parameter parameter = new Parameter(name, value);
        for (int i = 0; i < more.size(); i++) {
            if (more.get(i).name().equals(name)) {
                more.set(i, parameter);
                return more;
            }
        }
        more.add(parameter);
        return more;
    }

    /** Returns the parameters of the address as they are sent, percent-encoded. */
    public String queryString() {
        return encoded(query);
    }

    /** Returns the parameters of the address before their encoding, as some exchanges sign them. */
    public String plainQuery() {
        return query.stream().map(each -> each.name() + "=" + each.value()).collect(Collectors.joining("&"));
    }

    /** Returns the path with the parameters of the address, as they are sent. */
    public String pathWithQuery() {
        return query.isEmpty() ? path : path + "?" + queryString();
    }

    /** Returns the body as it is sent: the encoded form, or an empty text. */
    public String body() {
        return encoded(form);
    }

    /** Returns the whole address. */
    URI uri(URI baseUrl) {
        return URI.create(baseUrl + pathWithQuery());
    }

    private static String encoded(List<Parameter> parameters) {
        return parameters.stream()
                .map(each -> encoded(each.name()) + "=" + encoded(each.value()))
                .collect(Collectors.joining("&"));
    }

    /** Returns the text percent-encoded, a space as {@code %20}. */
    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}
