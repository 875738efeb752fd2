package dev.balancehistory.recording;

import dev.balancehistory.exchange.HttpSettings;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What the user configures: {@code recorder.*}.
 *
 * @param accounts by name
 * @param concurrency how many accounts are asked at once
 * @param deadline for a whole run
 */
record RecorderSettings(
        @DefaultValue Map<String, AccountSettings> accounts,
        @DefaultValue("16") int concurrency,
        @DefaultValue("60s") Duration deadline,
        @DefaultValue Http http) {

    /**
     * @param baseUrl null for the adapter's own
     * @param interval how often a snapshot is expected; null if not configured
     */
    record AccountSettings(
            @Nullable String apiKey,
            @Nullable String apiSecret,
            @DefaultValue("bitfront") String exchange,
            @Nullable URI baseUrl,
            @Nullable Duration interval) {

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

        HttpSettings settings() {
            return new HttpSettings(connectTimeout, readTimeout, (int) maxResponseBytes.toBytes(), maxAttempts);
        }
    }
}
