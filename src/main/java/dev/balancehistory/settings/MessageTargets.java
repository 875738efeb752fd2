package dev.balancehistory.settings;

import dev.balancehistory.configuration.PropertyProblem;
import dev.balancehistory.exchange.BaseUrl;
import dev.balancehistory.process.FileNames;
import dev.balancehistory.process.Outcome;
import dev.balancehistory.process.Problem;
import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;

/**
 * The receivers of messages: {@code recorder.ping.*} and {@code recorder.notify.*}. They are read without the other
 * settings, so that a mistake in those is reported.
 *
 * @param ping the address of the dead man's switch, a secret; null for none
 * @param format the protocol of the dead man's switch
 * @param command the command line for notifications, which may contain a secret; null for none
 * @param folder the folder of the spool, which has the last verdicts; null without a command
 */
public record MessageTargets(
        @Nullable URI ping,
        Format format,
        @Nullable String command,
        @Nullable Path folder) {
    private static final String URL = "recorder.ping.url";
    private static final String SPOOL = "recorder.spool-dir";

    /** The protocol of a dead man's switch. */
    public enum Format {
        /** Healthchecks: the start and the exit code of each run, with its text. */
        HEALTHCHECKS("healthchecks"),
        /** A push monitor of Uptime Kuma: up or down, with the text of the run. */
        UPTIME_KUMA("uptime-kuma"),
        /** One GET after each success. */
        PLAIN("plain");

        private final String word;

        Format(String word) {
            this.word = word;
        }

        @Override
        public String toString() {
            return word;
        }

        private static Format of(String word) {
            for (Format format : values()) {
                if (format.word.equals(word.strip())) {
                    return format;
                }
            }
            throw new Problem(Outcome.CONFIGURATION, "recorder.ping.format must be healthchecks, uptime-kuma or plain");
        }
    }

    /**
     * Returns the receivers.
     *
     * @throws Problem if they are malformed
     */
    public static MessageTargets in(Environment environment) {
        String url = text(URL, environment);
        String format = text("recorder.ping.format", environment);
        String command = text("recorder.notify.command", environment);
        return new MessageTargets(
                url == null ? null : address(url),
                format == null ? Format.PLAIN : Format.of(format),
                command,
                command == null ? null : folder(environment));
    }

    private static Path folder(Environment environment) {
        String spool = text(SPOOL, environment);
        return FileNames.path(SPOOL, spool == null ? "spool" : spool);
    }

    /** Returns whether there is no receiver. */
    public boolean none() {
        return ping == null && command == null;
    }

    @Override
    public String toString() {
        return "ping: " + (ping == null ? "none" : format) + "; notifications: "
                + (command == null ? "none" : "a command");
    }

    private static @Nullable String text(String name, Environment environment) {
        String text = PropertyProblem.text(name, environment);
        return text == null || text.isBlank() ? null : text.strip();
    }

    /** Returns the address. No message and no exception contains it. */
    private static URI address(String url) {
        try {
            BaseUrl.checked(URL, URI.create(url.split("\\?", 2)[0]));
            return URI.create(url);
        } catch (IllegalArgumentException e) {
            throw new Problem(Outcome.CONFIGURATION, URL + " must be an address such as https://ping.example.com/ID");
        }
    }
}
