package dev.balancehistory.settings;

import dev.balancehistory.exchange.BalanceSource;
import dev.balancehistory.exchange.Credentials;
import dev.balancehistory.exchange.SecretForm;
import dev.balancehistory.process.Outcome;
import dev.balancehistory.process.Problem;
import dev.balancehistory.settings.RecorderSettings.AccountSettings;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Checks key, secret, passphrase and wallets of an account by what its exchange wants. */
final class AccountCredentials {
    /** Some are sent in a header; unlike a key, a passphrase of a person's choice may have spaces. */
    private static final SecretForm PASSPHRASE = text -> text.chars().allMatch(c -> c >= ' ' && c < 127)
            ? null
            : "has a line break or another character that no header carries";

    private AccountCredentials() {}

    /**
     * Returns the credentials.
     *
     * @throws Problem if something is missing or can't be right; it names the property and never its value
     */
    static Credentials checked(String property, URI baseUrl, AccountSettings settings, BalanceSource source) {
        return new Credentials(
                baseUrl,
                text(property + ".api-key", settings.apiKey(), SecretForm.TEXT),
                text(
                        property + ".api-secret",
                        settings.apiSecret(),
                        source.credentialForm().secret()),
                passphrase(property + ".passphrase", settings.passphrase(), source),
                wallets(property + ".wallets", settings.wallets(), source));
    }

    private static @Nullable String passphrase(String property, @Nullable String value, BalanceSource source) {
        if (source.credentialForm().passphrase()) {
            return text(property, value, PASSPHRASE);
        }
        if (value != null) {
            throw wrong(property, "is not used by " + source.exchange() + ": remove it");
        }
        return null;
    }

    private static List<String> wallets(String property, List<String> names, BalanceSource source) {
        if (!source.wallets().containsAll(names)) {
            throw wrong(property, "may list " + String.join(", ", source.wallets()));
        }
        return names;
    }

    /** A secret from a file often ends in a line break that is no part of it. */
    private static String text(String property, @Nullable String value, SecretForm form) {
        if (value == null) {
            throw wrong(property, "is missing");
        }
        String trimmed = value.endsWith("\n") ? value.substring(0, value.length() - 1) : value;
        trimmed = trimmed.endsWith("\r") ? trimmed.substring(0, trimmed.length() - 1) : trimmed;
        if (trimmed.isEmpty()) {
            throw wrong(property, "is empty");
        }
        String flaw = form.flaw(trimmed);
        if (flaw != null) {
            throw wrong(property, flaw);
        }
        return trimmed;
    }

    private static Problem wrong(String property, String what) {
        return new Problem(Outcome.CONFIGURATION, property + " " + what);
    }
}
