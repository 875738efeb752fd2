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
 * A request of an exchange's API, which a signer completes. It is immutable: each method returns a new one.
 *
 * @param method {@code GET} or {@code POST}
 * @param path the path below the base URL, beginning with a slash
 * @param query the parameters of the query, in the order in which they are sent
 * @param form the fields of a form-encoded body; empty for an empty body
 * @param headers the headers in addition to those of every request
 * @param weight the weight against the exchange's limits
 */
public record Request(
        String method,
        String path,
        List<Parameter> query,
        List<Parameter> form,
        Map<String, String> headers,
        int weight) {

    /** A parameter of the query or a field of the form, not encoded yet. */
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

    /** Returns the request with a parameter in its query; it replaces one of the same name. */
    public Request query(String name, String value) {
        return new Request(method, path, with(query, name, value), form, headers, weight);
    }

    /** Returns the request with a field in its form; it replaces one of the same name. */
    public Request field(String name, String value) {
        return new Request(method, path, query, with(form, name, value), headers, weight);
    }

    /** Returns the request with a header; it replaces one of the same name. */
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
        Parameter parameter = new Parameter(name, value);
        List<Parameter> more = new ArrayList<>(parameters);
        more.replaceAll(each -> each.name().equals(name) ? parameter : each);
        if (!more.contains(parameter)) {
            more.add(parameter);
        }
        return more;
    }

    /** Returns the query as it is sent, percent-encoded. */
    public String queryString() {
        return encoded(query);
    }

    /** Returns the query before its encoding, as some exchanges sign it. */
    public String plainQuery() {
        return query.stream().map(each -> each.name() + "=" + each.value()).collect(Collectors.joining("&"));
    }

    /** Returns the path and the query as they are sent. */
    public String pathWithQuery() {
        return query.isEmpty() ? path : path + "?" + queryString();
    }

    /** Returns the body as it is sent: the encoded form, or an empty text. */
    public String body() {
        return encoded(form);
    }

    /** Returns the complete URL. */
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
