package dev.balancehistory.settings;

import dev.balancehistory.process.Outcome;
import dev.balancehistory.process.Problem;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.env.Environment;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;

/**
 * Rejects unknown settings below {@code recorder}: a typo would go unnoticed, since most settings have a default.
 * Spring Boot's check covers only one bound object, and not the environment.
 */
final class UnknownSettings {
    private static final ConfigurationPropertyName RECORDER = ConfigurationPropertyName.of("recorder");

    /** All settings of this program, in lower case without dashes, and the sections, which may be empty. */
    private static final Pattern KNOWN = Pattern.compile(
            "accounts\\.[^.]+\\.(apikey|apisecret|passphrase|wallets(\\.[0-9]+)?|exchange|baseurl|interval)"
                    + "|http\\.(connecttimeout|readtimeout|maxresponsebytes|maxattempts)"
                    + "|concurrency|deadline|zone|spooldir|schedule\\.cron|retention\\.(bodies|jobmetadata)|metrics\\.(file|pushgateway|instance)"
                    + "|accounts(\\.[^.]+)?|http|schedule|retention|metrics");

    // The name of a variable has no dash, or an underscore for it, as for a dot.
    private static final Pattern KNOWN_VARIABLE = Pattern.compile(
            "accounts\\.[^.]+\\.(api\\.?key|api\\.?secret|passphrase|wallets(\\.[0-9]+)?|exchange|base\\.?url|interval)"
                    + "|http\\.(connect\\.?timeout|read\\.?timeout|max\\.?response\\.?bytes|max\\.?attempts)"
                    + "|concurrency|deadline|zone|spool\\.?dir|schedule\\.cron"
                    + "|retention\\.(bodies|job\\.?metadata)|metrics\\.(file|pushgateway|instance)"
                    // Kubernetes sets these in every pod for a service named recorder or recorder-something.
                    + "|(.+\\.)?service\\.(host|port(\\..+)?)|(.+\\.)?port(\\.[0-9]+\\.(tcp|udp|sctp)(\\..+)?)?");

    private UnknownSettings() {}

    /**
     * @throws Problem if there is one; the message contains the property and never its value
     */
    static void reject(Environment environment) {
        for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
            if (source instanceof IterableConfigurationPropertySource names) {
                Pattern known = isProcessEnvironment(source) ? KNOWN_VARIABLE : KNOWN;
                for (ConfigurationPropertyName name : names) {
                    if (RECORDER.isAncestorOf(name)
                            && !known.matcher(below(name)).matches()) {
                        throw new Problem(
                                Outcome.CONFIGURATION,
                                name + " is not a setting of this program"
                                        + (isProcessEnvironment(source) ? " (environment: " + variable(name) + ")" : "")
                                        + ": correct its name, or remove it");
                    }
                }
            }
        }
    }

    private static boolean isProcessEnvironment(ConfigurationPropertySource source) {
        return source.getUnderlyingSource() instanceof PropertySource<?> underlying
                && underlying.getName().equals(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME);
    }

    private static String below(ConfigurationPropertyName name) {
        // An account's name may have dots, in brackets.
        return IntStream.range(1, name.getNumberOfElements())
                .mapToObj(i -> name.getElement(i, Form.UNIFORM).replace('.', '_'))
                .collect(Collectors.joining("."));
    }

    private static String variable(ConfigurationPropertyName name) {
        return "RECORDER_" + below(name).replace('.', '_').toUpperCase(Locale.ROOT);
    }
}
