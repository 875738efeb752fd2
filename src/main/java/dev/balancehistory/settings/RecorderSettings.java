package dev.balancehistory.settings;

import dev.balancehistory.exchange.HttpSettings;
import dev.balancehistory.process.FileNames;
import dev.balancehistory.process.Outcome;
import dev.balancehistory.process.Problem;
import java.net.URI;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.bind.Name;
import org.springframework.boot.convert.DurationUnit;
import org.springframework.util.unit.DataSize;

/**
 * The settings {@code recorder.*}: all of them, so that the known names, the metadata for editors and the documentation
 * are derived from here. The unit {@link ChronoUnit#FOREVER} rejects a number without a unit.
 *
 * @param accounts the accounts, by name
 * @param concurrency the number of accounts to fetch at once
 * @param deadline the time limit of a run
 * @param zone the time zone of the schedule, and of dates on the command line
 * @param spoolDir the folder of the spool, relative to the working directory
 * @param spoolLimit the most that the files of the spool may have together, such as 500MB or 1GB
 */
@ConfigurationProperties("recorder")
public record RecorderSettings(
        @DefaultValue Map<String, AccountSettings> accounts,
        @DefaultValue("16") int concurrency,

        @DurationUnit(ChronoUnit.FOREVER) @DefaultValue("60s")
        Duration deadline,

        @DefaultValue("UTC") String zone,
        @DefaultValue("spool") String spoolDir,
        @DefaultValue("1GB") String spoolLimit,
        @DefaultValue Http http,
        @DefaultValue Schedule schedule,
        @DefaultValue Retention retention,
        @DefaultValue Pack pack,
        @DefaultValue Metrics metrics,
        @DefaultValue Ping ping,
        // A method of every object has the property's name.
        @Name("notify") @DefaultValue Notify notifications) {

    private static final String SPOOL_DIR = "recorder.spool-dir";
    private static final Pattern SIZE = Pattern.compile("0*[1-9]([0-9]{0,11}(B|KB|MB)|[0-9]{0,5}(GB|TB))");

    public RecorderSettings {
        require(concurrency >= 1 && concurrency <= 1_000, "recorder.concurrency must be between 1 and 1000");
        require(isPositive(deadline), "recorder.deadline must be longer than zero");
        require(!spoolDir.isBlank(), SPOOL_DIR + " must be a folder's name");
        FileNames.path(SPOOL_DIR, spoolDir);
        // A value of type DataSize may lack its unit.
        require(
                SIZE.matcher(spoolLimit).matches(),
                "recorder.spool-limit must be a size with its unit, such as 500MB or 1GB");
    }

    /** Returns the most bytes that the spool may have. */
    public long spoolBytes() {
        return DataSize.parse(spoolLimit).toBytes();
    }

    /**
     * The settings of an account.
     *
     * @param apiKey the key that the exchange issued
     * @param apiSecret the secret of the key
     * @param passphrase the passphrase of the key; null if the exchange has none
     * @param wallets the names of the wallets to fetch; empty for the exchange's main one
     * @param exchange the adapter of the exchange; mandatory for recording
     * @param baseUrl the address of the exchange; null for the adapter's default
     * @param interval the interval at which a snapshot is expected; null if not configured
     */
    public record AccountSettings(
            @Nullable String apiKey,
            @Nullable String apiSecret,
            @Nullable String passphrase,
            @DefaultValue List<String> wallets,
            @Nullable String exchange,
            @Nullable URI baseUrl,
            @DurationUnit(ChronoUnit.FOREVER) @Nullable Duration interval) {

        @Override
        public String toString() {
            return "account of " + exchange;
        }
    }

    /**
     * The limits of a request.
     *
     * @param connectTimeout the time limit of a connection to the exchange
     * @param readTimeout the time limit of a request, to the last byte of its response
     * @param maxResponseBytes the largest response that is read, after decompression
     * @param maxAttempts the number of attempts in a run for an account whose exchange does not respond
     */
    public record Http(
            @DurationUnit(ChronoUnit.FOREVER) @DefaultValue("5s")
            Duration connectTimeout,

            @DurationUnit(ChronoUnit.FOREVER) @DefaultValue("10s")
            Duration readTimeout,

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

    /**
     * The settings of the command {@code schedule}.
     *
     * @param cron the cron expression of the command schedule, in six fields
     */
    public record Schedule(@Nullable String cron) {}

    /**
     * The retention as written, which only {@code prune} parses.
     *
     * @param bodies the age at which response bodies are deleted, such as 90d, or keep
     * @param jobMetadata the age at which the metadata of ended runs is deleted, such as 90d, or keep
     */
    public record Retention(
            @DefaultValue("keep") String bodies,
            @DefaultValue("90d") String jobMetadata) {}

    /**
     * The packing as written, which only {@code pack} parses.
     *
     * @param after the age from which balances are packed into series, such as 7d, or off
     */
    public record Pack(@DefaultValue("off") String after) {}

    /**
     * The targets of the metrics as written, which are parsed after a run.
     *
     * @param file the file for the node exporter's textfile collector
     * @param pushgateway the address of a Pushgateway: https, or http within a trusted network
     * @param instance the label "instance" of the group in the Pushgateway, for several recorders
     * @param balances whether the newest balances of each account are published too
     */
    public record Metrics(
            @Nullable String file,
            @Nullable String pushgateway,
            @Nullable String instance,
            @DefaultValue("false") boolean balances) {}

    /**
     * The dead man's switch as written, which is parsed when a message is due.
     *
     * @param url the address that each run calls, a secret: https, or http on the loopback
     * @param format the protocol: healthchecks, uptime-kuma or plain
     */
    public record Ping(
            @Nullable String url, @DefaultValue("plain") String format) {
        @Override
        public String toString() {
            return "ping of the format " + format;
        }
    }

    /**
     * The settings of notifications.
     *
     * @param command the command line for /bin/sh that is started when the verdict of a run changes
     */
    public record Notify(@Nullable String command) {}

    private static boolean isPositive(Duration duration) {
        return !duration.isNegative() && !duration.isZero();
    }

    private static void require(boolean met, String otherwise) {
        if (!met) {
            throw new Problem(Outcome.CONFIGURATION, otherwise);
        }
    }
}
