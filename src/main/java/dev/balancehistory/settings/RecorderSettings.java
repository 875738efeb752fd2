package dev.balancehistory.settings;

import dev.balancehistory.exchange.HttpSettings;
import dev.balancehistory.process.Outcome;
import dev.balancehistory.process.Problem;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.env.Environment;
import org.springframework.util.unit.DataSize;

/**
 * The settings {@code recorder.*}.
 *
 * @param accounts the accounts, by name
 * @param concurrency the number of accounts to fetch at once
 * @param deadline the time limit of a run
 * @param spoolDir the folder of the spool, relative to the working directory
 */
public record RecorderSettings(
        @DefaultValue Map<String, AccountSettings> accounts,
        @DefaultValue("16") int concurrency,
        @DefaultValue("60s") Duration deadline,
        @DefaultValue("spool") String spoolDir,
        @DefaultValue Http http) {

    public RecorderSettings {
        require(concurrency >= 1 && concurrency <= 1_000, "recorder.concurrency must be between 1 and 1000");
        require(isPositive(deadline), "recorder.deadline must be longer than zero");
        require(isFolder(spoolDir), "recorder.spool-dir must be a folder's name");
    }

    /**
     * Reads the settings of the environment.
     *
     * @throws Problem if one is unknown or malformed
     */
    static RecorderSettings of(Environment environment) {
        UnknownSettings.reject(environment);
        try {
            return Binder.get(environment).bindOrCreate("recorder", RecorderSettings.class);
        } catch (BindException e) {
            if (NestedExceptionUtils.getMostSpecificCause(e) instanceof Problem problem) {
                throw problem;
            }
            throw new Problem(
                    Outcome.CONFIGURATION,
                    e.getName() + " is rejected: "
                            + NestedExceptionUtils.getMostSpecificCause(e).getMessage(),
                    e);
        }
    }

    /**
     * The settings of an account.
     *
     * @param passphrase the passphrase; null if the exchange has none
     * @param wallets the names of the wallets to fetch; empty for the exchange's main one
     * @param baseUrl the address of the exchange; null for the adapter's default
     * @param interval the interval at which a snapshot is expected; null if not configured
     */
    public record AccountSettings(
            @Nullable String apiKey,
            @Nullable String apiSecret,
            @Nullable String passphrase,
            @DefaultValue List<String> wallets,
            @DefaultValue(DEFAULT_EXCHANGE) String exchange,
            @Nullable URI baseUrl,
            @Nullable Duration interval) {

        /** The default exchange. */
        static final String DEFAULT_EXCHANGE = "bitfront";

        @Override
        public String toString() {
            return "account of " + exchange;
        }
    }

    record Http(
            @DefaultValue("5s") Duration connectTimeout,
            @DefaultValue("10s") Duration readTimeout,
            @DefaultValue("4MB") DataSize maxResponseBytes,
            @DefaultValue("4") int maxAttempts) {

        public Http {
            require(isPositive(connectTimeout), "recorder.http.connect-timeout must be longer than zero");
            require(isPositive(readTimeout), "recorder.http.read-timeout must be longer than zero");
            require(
                    maxResponseBytes.toBytes() >= 1_024 && maxResponseBytes.toMegabytes() <= 64,
                    "recorder.http.max-response-bytes must be between 1KB and 64MB");
            require(maxAttempts >= 1, "recorder.http.max-attempts must be at least 1");
        }

        HttpSettings settings() {
            return new HttpSettings(connectTimeout, readTimeout, (int) maxResponseBytes.toBytes(), maxAttempts);
        }
    }

    private static boolean isPositive(Duration duration) {
        return !duration.isNegative() && !duration.isZero();
    }

    private static boolean isFolder(String name) {
        try {
            return !name.isBlank() && !Path.of(name).toString().isEmpty();
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private static void require(boolean met, String otherwise) {
        if (!met) {
            throw new Problem(Outcome.CONFIGURATION, otherwise);
        }
    }
}
