package dev.balancehistory.database;

import dev.balancehistory.process.Outcome;
import dev.balancehistory.process.Problem;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGProperty;

/** Reads a JDBC URL of PostgreSQL. A message never contains its parameters or a login, which may be secret. */
final class DatabaseUrl {
    private static final String HOST = "([A-Za-z0-9._-]*|\\[[0-9A-Fa-f:.%]+])(:[0-9]{1,5})?";

    // No user or password before the host: the driver accepts none there, and logs parts of an address that it rejects.
    private static final Pattern URL =
            Pattern.compile("jdbc:postgresql:(?<hosts>//" + HOST + "(," + HOST + ")*)?/?[^/?@:\\s]*(\\?.*)?");

    /** The form of PostgreSQL's own programs, or a URL with a login. There is no @ that a password may contain. */
    private static final Pattern FOREIGN =
            Pattern.compile("(jdbc:)?postgres(ql)?://([^@?]*@)?(?<place>[^@?]*)(\\?[^@]*)?");

    private static final Pattern PORT = Pattern.compile(":([0-9]+)(?=,|$)");

    private static final Pattern VERIFIED = Pattern.compile("[?&]sslmode=verify-full(&|$)");

    /** The URL sets the verification of the server itself. */
    private static final Pattern TLS = Pattern.compile("[?&]ssl(mode)?=");

    private static final String LOOPBACK_HOST = "(localhost|127(\\.[0-9]{1,3}){3}|\\[::1])?(:[0-9]{1,5})?";

    private static final Pattern LOOPBACK =
            Pattern.compile("jdbc:postgresql:(//" + LOOPBACK_HOST + "(," + LOOPBACK_HOST + ")*([/?].*)?|/?[^/].*|/?)");

    private DatabaseUrl() {}

    private static Pattern parameter(String name) {
        return Pattern.compile("(?<=[?&])" + name + "=((?:[^&%]|%[0-9A-Fa-f]{2})*)(&|$)");
    }

    /** Returns the decoded values of a parameter. */
    static List<String> values(String url, String parameter) {
        return parameter(parameter)
                .matcher(url)
                .results()
                .map(found -> URLDecoder.decode(found.group(1), StandardCharsets.UTF_8))
                .toList();
    }

    /** Returns the URL without a parameter. */
    static String without(String url, String parameter) {
        return parameter(parameter).matcher(url).replaceAll("");
    }

    /**
     * Returns whether the server has to prove its identity, as by default if the connection leaves this machine. Encryption
     * alone only prevents eavesdropping.
     */
    static boolean verifiesServer(String url) {
        return VERIFIED.matcher(url).find()
                || (!TLS.matcher(url).find() && !LOOPBACK.matcher(url).matches());
    }

    /** Returns the URL without its parameters; "the database" if it is malformed. */
    static String place(String url) {
        return URL.matcher(url).matches() ? url.split("[?]", 2)[0] : "the database";
    }

    /**
     * Checks the URL of a property.
     *
     * @throws Problem if the driver would reject it, or ignore a part of it
     */
    static void check(String url, String property) {
        Matcher parts = URL.matcher(url);
        String hosts = parts.matches() ? parts.group("hosts") : null;
        if (hosts != null && PORT.matcher(hosts).results().anyMatch(DatabaseUrl::isNoPort)) {
            throw new Problem(Outcome.CONFIGURATION, property + " has a port that is not between 1 and 65535");
        }
        if (!isReadable(url)) {
            String corrected = corrected(url);
            throw new Problem(
                    Outcome.CONFIGURATION,
                    property + " must be "
                            + (corrected == null
                                    ? "a PostgreSQL URL such as jdbc:postgresql://localhost:5432/balances"
                                    : corrected)
                            + "; the user and the password have properties of their own");
        }
        boolean known = Stream.of(url.split("[?]", 2))
                .skip(1)
                .flatMap(parameters -> Stream.of(parameters.split("&")))
                .map(parameter -> parameter.split("=", 2)[0])
                .allMatch(name -> name.isEmpty() || PGProperty.forName(name) != null);
        if (!known) {
            // Without its name, which may be a part of a password.
            throw new Problem(
                    Outcome.CONFIGURATION,
                    "a parameter of " + property + " is not one of PostgreSQL's driver: correct its name (capital"
                            + " letters count), or write %26 for an & in a value");
        }
    }

    private static boolean isNoPort(MatchResult port) {
        int number = Integer.parseInt(port.group(1));
        return number < 1 || number > 65_535;
    }

    private static boolean isReadable(String url) {
        try {
            return URL.matcher(url).matches() && DriverManager.getDriver(url) != null;
        } catch (SQLException e) {
            return false;
        }
    }

    /** Returns the URL as this program expects it, without its parameters; null if a part of it may be a password. */
    private static @Nullable String corrected(String url) {
        Matcher parts = FOREIGN.matcher(url);
        String corrected = parts.matches() ? "jdbc:postgresql://" + parts.group("place") : "";
        return isReadable(corrected) ? corrected : null;
    }
}
