package dev.balancehistory.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.pool.HikariPool;
import dev.balancehistory.configuration.PropertyProblem;
import dev.balancehistory.process.Outcome;
import dev.balancehistory.process.Problem;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.env.Environment;

/**
 * The settings of the connection pool, {@code spring.datasource.hikari}. A value that the pool would replace is rejected,
 * since the pool only logs that.
 */
final class PoolSettings {
    static final String SECTION = "spring.datasource.hikari";

    private static final String EXECUTOR = HikariPool.class.getPackageName() + ".PoolBase";
    private static final String LIMIT = " cannot be ";

    private static final int FEWEST_CONNECTIONS = 3;
    private static final long SHORTEST_LIFE = 30_000;
    private static final long SHORTEST_IDLE = 10_000;
    private static final long MARGIN = 1_000;

    private final Binder binder;

    PoolSettings(Environment environment) {
        this.binder = Binder.get(environment);
    }

    /**
     * Applies them.
     *
     * @throws Problem if a value is rejected
     */
    void configure(HikariConfig pool) {
        try {
            binder.bind(SECTION, Bindable.ofInstance(pool));
        } catch (BindException e) {
            String limit = limit(e);
            throw limit == null ? PropertyProblem.of(e) : PropertyProblem.of(e, limit);
        }
        if (pool.getMaximumPoolSize() < FEWEST_CONNECTIONS) {
            throw wrong("maximum-pool-size must be at least " + FEWEST_CONNECTIONS
                    + ": a run holds a connection for its lock, and writes on others");
        }
        if (pool.getMinimumIdle() > pool.getMaximumPoolSize()) {
            throw wrong("minimum-idle must not be larger than maximum-pool-size, " + pool.getMaximumPoolSize());
        }
        checkTimes(pool);
    }

    private void checkTimes(HikariConfig pool) {
        long life = pool.getMaxLifetime();
        long keepalive = isSet("keepalive-time") ? pool.getKeepaliveTime() : 0;
        long idle = isSet("idle-timeout") ? pool.getIdleTimeout() : 0;
        requireAtLeast("max-lifetime", life, SHORTEST_LIFE);
        requireAtLeast("keepalive-time", keepalive, SHORTEST_LIFE);
        requireAtLeast("idle-timeout", idle, SHORTEST_IDLE);
        if (life > 0 && keepalive >= life) {
            throw wrong("keepalive-time must be less than max-lifetime, " + life);
        }
        if (life > 0 && idle > 0 && idle + MARGIN > life) {
            throw wrong("idle-timeout must be less than max-lifetime, " + life + ", by at least " + MARGIN);
        }
        if (idle > 0 && pool.getMinimumIdle() == pool.getMaximumPoolSize()) {
            throw wrong("idle-timeout has no effect while minimum-idle is maximum-pool-size: remove one of them");
        }
    }

    private boolean isSet(String name) {
        return binder.bind(SECTION + "." + name, String.class).isBound();
    }

    private static void requireAtLeast(String name, long millis, long least) {
        if (millis != 0 && millis < least) {
            throw wrong(name + " must be 0, or at least " + least + " (milliseconds)");
        }
    }

    /** Returns the limit in the message of the pool's own check, which has no value; null if another check failed. */
    private static @Nullable String limit(BindException e) {
        Throwable cause = NestedExceptionUtils.getMostSpecificCause(e);
        String message = String.valueOf(cause.getMessage());
        int at = message.indexOf(LIMIT);
        boolean ofPool = Stream.of(cause.getStackTrace())
                .limit(1)
                .anyMatch(frame -> frame.getClassName().equals(HikariConfig.class.getName()));
        return ofPool && at >= 0 ? "can't be " + message.substring(at + LIMIT.length()) : null;
    }

    private static Problem wrong(String message) {
        return new Problem(Outcome.CONFIGURATION, SECTION + "." + message);
    }

    /** Returns the problem of a pool that did not start, with the property if that is a statement of the user's. */
    static Problem ofStart(HikariPool.PoolInitializationException failure) {
        Problem problem = DatabaseProblem.of(failure);
        String property = failedStatement(failure);
        return property == null || DatabaseProblem.isPassing(problem)
                ? problem
                : new Problem(
                        Outcome.CONFIGURATION,
                        SECTION + "." + property + " fails: " + DatabaseProblem.reason(failure),
                        failure);
    }

    private static @Nullable String failedStatement(Throwable failure) {
        List<String> methods = Problem.causes(failure)
                .flatMap(cause -> Arrays.stream(cause.getStackTrace()))
                .filter(frame -> frame.getClassName().equals(EXECUTOR))
                .map(StackTraceElement::getMethodName)
                .toList();
        if (!methods.contains("executeSql")) {
            return null;
        }
        return methods.contains("checkValidationSupport") ? "connection-test-query" : "connection-init-sql";
    }
}
