package dev.balancehistory.process;

import java.io.IOException;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The proxies of {@code HTTPS_PROXY} and {@code HTTP_PROXY}, which Java ignores. {@code NO_PROXY} lists the exceptions,
 * and Java's own property {@code https.proxyHost} has priority. The credentials of a proxy are secret.
 */
public final class EnvironmentProxies extends ProxySelector {
    private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.[0-9]{1,3}){3}|\\[::1]");
    private static final int HTTP = 80;
    private static final int HTTPS = 443;

    private final ProxySelector ofJava;
    private final Map<String, HttpProxy> byScheme;
    private final List<String> exceptions;

    private EnvironmentProxies(ProxySelector ofJava, Map<String, HttpProxy> byScheme, List<String> exceptions) {
        this.ofJava = ofJava;
        this.byScheme = byScheme;
        this.exceptions = exceptions;
    }

    /**
     * Makes the process use the proxies of the environment, if it names any.
     *
     * @param environment the variables, whose names may be in lower case
     * @param warnings receives a line for each address that is not used, without the address
     */
    public static void install(Map<String, String> environment, Consumer<String> warnings) {
        Map<String, HttpProxy> byScheme = new HashMap<>();
        for (String scheme : List.of("https", "http")) {
            String variable = scheme.toUpperCase(Locale.ROOT) + "_PROXY";
            String address = variable(environment, variable);
            if (address.isEmpty()) {
                continue;
            }
            HttpProxy target = HttpProxy.of(address);
            if (target == null) {
                warnings.accept(variable + " is not used: it must be an address such as http://proxy.example.com:3128");
            } else {
                byScheme.put(scheme, target);
            }
        }
        if (byScheme.isEmpty() || ProxySelector.getDefault() instanceof EnvironmentProxies) {
            return;
        }
        if (byScheme.values().stream().anyMatch(target -> target.authorization() != null)) {
            // Java would not send a password to a proxy. The connection to it is the operator's.
            System.setProperty("jdk.http.auth.tunneling.disabledSchemes", "");
        }
        List<String> exceptions = Stream.of(variable(environment, "NO_PROXY")
                        .toLowerCase(Locale.ROOT)
                        .split("[,\\s]+"))
                .map(exception -> exception.replaceFirst("^\\*?\\.", ""))
                .filter(exception -> !exception.isEmpty())
                .toList();
        ProxySelector.setDefault(new EnvironmentProxies(ProxySelector.getDefault(), byScheme, exceptions));
    }

    private static String variable(Map<String, String> environment, String name) {
        return Stream.of(name, name.toLowerCase(Locale.ROOT))
                .map(environment::get)
                .filter(value -> value != null && !value.isBlank())
                .findFirst()
                .orElse("")
                .strip();
    }

    /** Returns the header by which a request to the address authenticates at its proxy; null if it needs none. */
    public static @Nullable String authorization(URI address) {
        HttpProxy target = ProxySelector.getDefault() instanceof EnvironmentProxies own ? own.target(address) : null;
        return target == null ? null : target.authorization();
    }

    @Override
    public List<Proxy> select(URI address) {
        HttpProxy target = target(address);
        return target == null ? ofJava.select(address) : List.of(target.proxy());
    }

    private @Nullable HttpProxy target(URI address) {
        String scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
        HttpProxy target = byScheme.get(scheme);
        return target == null || System.getProperty(scheme + ".proxyHost") != null || isException(address)
                ? null
                : target;
    }

    private boolean isException(URI address) {
        String host = String.valueOf(address.getHost()).toLowerCase(Locale.ROOT);
        int port = address.getPort() < 0 ? defaultPort(address) : address.getPort();
        return LOOPBACK.matcher(host).matches()
                || exceptions.stream()
                        .anyMatch(exception -> exception.equals("*")
                                || host.equals(exception)
                                || (host + ":" + port).equals(exception)
                                || host.endsWith("." + exception));
    }

    private static int defaultPort(URI address) {
        return "https".equalsIgnoreCase(address.getScheme()) ? HTTPS : HTTP;
    }

    @Override
    public void connectFailed(URI address, SocketAddress proxy, IOException failure) {
        ofJava.connectFailed(address, proxy, failure);
    }
}
