package dev.balancehistory.exchange;

import dev.balancehistory.process.Outcome;
import dev.balancehistory.process.Problem;
import java.net.URI;
import java.util.regex.Pattern;

/** The check of an address that the program sends requests to: it is encrypted, or on this machine. */
public final class BaseUrl {
    private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.[0-9]{1,3}){3}|\\[::1]");

    private BaseUrl() {}

    /**
     * Checks an address, and returns it without a slash at its end.
     *
     * @param property the name of the property, for the message
     * @throws Problem if the address is not plain, or another machine's without https
     */
    public static URI checked(String property, URI url) {
        URI checked = checkedWithoutTls(property, url);
        if (!isProtected(checked)) {
            throw wrong(property, "must begin with https:// (http:// is for this machine's own loopback only)");
        }
        return checked;
    }

    /**
     * Checks an address that is sent no secret and need not be encrypted, and returns it without a slash at its end.
     *
     * @param property the name of the property, for the message
     * @throws Problem if the address is not plain
     */
    public static URI checkedWithoutTls(String property, URI url) {
        if (url.getHost() == null
                || url.getPort() > 65_535
                || url.getRawUserInfo() != null
                || url.getRawQuery() != null
                || url.getRawFragment() != null) {
            throw wrong(property, "must be an address such as https://openapi.example.com");
        }
        if (!"https".equalsIgnoreCase(url.getScheme()) && !"http".equalsIgnoreCase(url.getScheme())) {
            throw wrong(property, "must begin with https://");
        }
        return URI.create(url.toString().replaceFirst("/+$", ""));
    }

    /** Returns whether a request to the address is encrypted, or stays on this machine. */
    public static boolean isProtected(URI url) {
        return "https".equalsIgnoreCase(url.getScheme())
                || LOOPBACK.matcher(url.getHost()).matches();
    }

    private static Problem wrong(String property, String what) {
        return new Problem(Outcome.CONFIGURATION, property + " " + what);
    }
}
