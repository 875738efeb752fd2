package dev.balancehistory.settings;

import dev.balancehistory.configuration.PropertyProblem;
import dev.balancehistory.exchange.BaseUrl;
import dev.balancehistory.process.FileNames;
import dev.balancehistory.process.Outcome;
import dev.balancehistory.process.Problem;
import java.net.URI;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/**
 * The targets of a run's metrics: {@code recorder.metrics.*}.
 *
 * @param file the file for the textfile collector of Prometheus's node exporter; null for none
 * @param group the address of the recorder's group in a Pushgateway; null for none
 */
public record MetricsTargets(@Nullable Path file, @Nullable URI group) {
    private static final String FILE = "recorder.metrics.file";
    private static final String PUSHGATEWAY = "recorder.metrics.pushgateway";
    private static final String INSTANCE = "recorder.metrics.instance";
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

    /**
     * @throws Problem if a setting is malformed
     */
    static MetricsTargets of(RecorderSettings.Metrics written) {
        String file = written.file();
        String gateway = written.pushgateway();
        return new MetricsTargets(
                file == null || file.isBlank() ? null : FileNames.path(FILE, file),
                gateway == null || gateway.isBlank() ? null : group(gateway, written.instance()));
    }

    /**
     * Returns the targets without reading another setting.
     *
     * @throws Problem if they are malformed
     */
    public static MetricsTargets in(Environment environment) {
        try {
            return of(Binder.get(environment)
                    .bindOrCreate("recorder.metrics", Bindable.of(RecorderSettings.Metrics.class)));
        } catch (BindException e) {
            throw PropertyProblem.of(e);
        }
    }

    private static URI group(String gateway, @Nullable String instance) {
        if (instance != null && !PLAIN.matcher(instance).matches()) {
            throw new Problem(Outcome.CONFIGURATION, INSTANCE + " must be of letters, digits, '.', '_' and '-'");
        }
        URI url;
        try {
            url = BaseUrl.checkedWithoutTls(PUSHGATEWAY, URI.create(gateway));
        } catch (IllegalArgumentException e) {
            // Without the value, which may hold a password.
            throw new Problem(
                    Outcome.CONFIGURATION, PUSHGATEWAY + " must be an address such as https://pushgateway.example.com");
        }
        return URI.create(url + "/metrics/job/balance_history" + (instance == null ? "" : "/instance/" + instance));
    }

    /** Returns whether there is no target. */
    public boolean none() {
        return file == null && group == null;
    }
}
