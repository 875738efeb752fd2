package dev.balancehistory.doctor;

import dev.balancehistory.database.Database;
import dev.balancehistory.database.Database.Settings;
import dev.balancehistory.database.DatabaseProblem;
import dev.balancehistory.database.DatabaseRetry;
import dev.balancehistory.database.Encoding;
import dev.balancehistory.process.Outcome;
import dev.balancehistory.process.Problem;
import dev.balancehistory.process.TextResource;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.jdbc.support.JdbcUtils;

/** Opens connections as a run does, and reports the settings that apply there. */
final class SessionCheck {
    private static final String SUBJECT = "session";

    /** The time limits, and at the end what makes a COMMIT durable. */
    private static final String EFFECTIVE = TextResource.of(SessionCheck.class, "session-check.sql");

    /** One for the lock of a run, and one for its work. */
    private static final int FEWEST_CONNECTIONS = 2;

    private final DataSource dataSource;

    SessionCheck(Settings settings) {
        this.dataSource = Database.besideThePool(settings);
    }

    /**
     * Examines the sessions.
     *
     * @param records whether the user is to record, which needs several connections at once and the right to write
     */
    void examine(boolean records, Consumer<Finding> findings) {
        List<Connection> open = new ArrayList<>();
        try {
            for (int i = 0; i < (records ? FEWEST_CONNECTIONS : 1); i++) {
                open.add(DatabaseRetry.CONNECT.invoke(() -> DataSourceUtils.getConnection(dataSource)));
            }
            Map<String, String> settings = settings(open.get(0));
            if (records) {
                Encoding.require(open.get(0));
                requireWritable(settings);
            }
            findings.accept(finding(settings));
        } catch (SQLException | DataAccessException | Problem e) {
            findings.accept(failure(DatabaseProblem.of(e), open.size()));
        } finally {
            open.forEach(JdbcUtils::closeConnection);
        }
    }

    private static Finding failure(Problem problem, int opened) {
        return opened == 0 || opened == FEWEST_CONNECTIONS
                ? Finding.fail(SUBJECT, problem)
                : Finding.fail(
                        problem.outcome(),
                        SUBJECT,
                        "a run opens up to " + Database.CONNECTIONS + " connections, and connection " + (opened + 1)
                                + " failed: " + problem.getMessage(),
                        "raise the limit of the role, the database, the server or the pooler to "
                                + Database.CONNECTIONS);
    }

    private static void requireWritable(Map<String, String> settings) {
        if ("on".equals(settings.get("transaction_read_only"))) {
            throw new Problem(
                    Outcome.UNREACHABLE,
                    "the database is read-only: it is a standby, or default_transaction_read_only is on: name the primary"
                            + " in spring.datasource.url, or allow writes");
        }
    }

    private static Map<String, String> settings(Connection connection) throws SQLException {
        Map<String, String> settings = new LinkedHashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(EFFECTIVE)) {
            while (rows.next()) {
                settings.put(rows.getString("name"), rows.getString("setting"));
            }
        }
        return settings;
    }

    private static Finding finding(Map<String, String> settings) {
        String detail = settings.entrySet().stream()
                .filter(setting -> !setting.getKey().equals("transaction_read_only"))
                .map(setting -> setting.getKey() + " " + setting.getValue())
                .collect(Collectors.joining(", "));
        if ("off".equals(settings.get("synchronous_commit"))) {
            return Finding.warn(
                    SUBJECT,
                    detail + ": a crash of the server can lose a recorded snapshot",
                    "set synchronous_commit = on for the database, or let the pooler pass the program's options on");
        }
        if (settings.containsValue("0")) {
            return Finding.warn(
                    SUBJECT,
                    detail + ": a wait without a limit",
                    "remove the setting from options in spring.datasource.url, or run db/roles.sql");
        }
        return Finding.ok(SUBJECT, detail);
    }
}
