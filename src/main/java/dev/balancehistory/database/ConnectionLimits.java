package dev.balancehistory.database;

import dev.balancehistory.database.Database.Settings;
import java.util.Properties;
import org.postgresql.PGProperty;

/**
 * The time limits of a connection.
 *
 * @param connect the seconds for the TCP connection to a host
 * @param login the seconds for the whole login
 * @param socket the seconds for a response of the server; 0 for no limit
 * @param options the server's settings; of two equal ones the last one applies, and {@code %s} stands for the user's own
 */
record ConnectionLimits(int connect, int login, int socket, String options) {
    // A server may accept the connection and hang. The run then has to fetch without it.
    // An acknowledged COMMIT is on the server's disk, whatever the server's default is.
    static final ConnectionLimits OF_RUNS = new ConnectionLimits(
            5,
            10,
            30,
            "-c statement_timeout=20s -c lock_timeout=5s -c idle_in_transaction_session_timeout=30s %s"
                    + " -c synchronous_commit=on");

    // A fetch waits for it, and with it a response that is in memory only.
    static final ConnectionLimits OF_KEYS = new ConnectionLimits(
            5, 10, 10, "-c statement_timeout=5s -c lock_timeout=5s -c idle_in_transaction_session_timeout=30s %s");

    // A migration of a large table may work for hours, but must not wait long for a lock while others wait behind it.
    static final ConnectionLimits OF_MIGRATIONS = new ConnectionLimits(
            5, 10, 0, "%s -c statement_timeout=0 -c lock_timeout=5s -c idle_in_transaction_session_timeout=0");

    // A check fails soon, and cannot change anything.
    static final ConnectionLimits OF_CHECKS = new ConnectionLimits(
            4, 5, 6, "%s -c statement_timeout=5s -c lock_timeout=1s -c default_transaction_read_only=on");

    /** Returns the driver's properties of a connection. The parameters of the URL have priority. */
    Properties properties(Settings settings) {
        Properties properties = new Properties();
        if (settings.verifiesServer()) {
            PGProperty.SSL_MODE.set(properties, "verify-full");
        }
        PGProperty.APPLICATION_NAME.set(properties, "balance-history");
        PGProperty.TCP_KEEP_ALIVE.set(properties, true);
        // The detail of an error may quote whole rows.
        PGProperty.LOG_SERVER_ERROR_DETAIL.set(properties, false);
        PGProperty.CONNECT_TIMEOUT.set(properties, connect);
        PGProperty.LOGIN_TIMEOUT.set(properties, login);
        PGProperty.SOCKET_TIMEOUT.set(properties, socket);
        String own = String.join(" ", DatabaseUrl.values(settings.url(), PGProperty.OPTIONS.getName()));
        PGProperty.OPTIONS.set(properties, options.formatted(own));
        return properties;
    }
}
