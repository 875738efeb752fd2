package dev.balancehistory.process;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * A proxy of the environment.
 *
 * @param authorization the header with its credentials, a secret; null if it needs none
 */
record HttpProxy(Proxy proxy, @Nullable String authorization) {
    private static final int PORT = 80;

    /** Returns the proxy at this address; null if it is not an address of HTTP. */
    static @Nullable HttpProxy of(String address) {
        try {
            URI uri = URI.create(address.contains("://") ? address : "http://" + address);
            if (!"http".equalsIgnoreCase(uri.getScheme()) || uri.getHost() == null) {
                return null;
            }
            InetSocketAddress socket =
                    InetSocketAddress.createUnresolved(uri.getHost(), uri.getPort() < 0 ? PORT : uri.getPort());
            String login = uri.getUserInfo();
            return new HttpProxy(
                    new Proxy(Proxy.Type.HTTP, socket),
                    login == null
                            ? null
                            : "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8)));
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
