package dev.balancehistory.exchange;

import dev.balancehistory.process.Outcome;
import dev.balancehistory.process.Problem;
import java.net.URI;
import java.util.regex.Pattern;

/** What an address must be like that the program sends something to: nothing is readable on the way. */
public final class BaseUrl {
    private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.[0-9]{1,3}){3}|\\[::1]");

    private BaseUrl() {}

    /**
     * Returns the address without a slash at its end.
     *
     * @param property what to name it by when it can't be used
     * @throws Problem if it is no plain address, or not of https though another machine's
     */
    public static URI checked(String property, URI url) {
        String host = url.getHost();
        if (host == null
                || url.getPort() > 65_535
                || url.getRawUserInfo() != null
                || url.getRawQuery() != null
                || url.getRawFragment() != null) {
            throw wrong(property, "must be an address such as https://openapi.example.com");
        }
        boolean local = "http".equalsIgnoreCase(url.getScheme())
                && LOOPBACK.matcher(host).matches();
        if (!local && !"https".equalsIgnoreCase(url.getScheme())) {
            throw wrong(property, "must begin with https:// (http:// is for this machine's own loopback only)");
        }
        return URI.create(url.toString().replaceFirst("/+$", ""));
    }

    private static Problem wrong(String property, String what) {
        return new Problem(Outcome.CONFIGURATION, property + " " + what);
    }
}
