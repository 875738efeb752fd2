package dev.balancehistory.settings;

import dev.balancehistory.exchange.BalanceSource;
import dev.balancehistory.exchange.Credentials;
import dev.balancehistory.exchange.SecretForm;
import dev.balancehistory.process.Outcome;
import dev.balancehistory.process.Printable;
import dev.balancehistory.process.Problem;
import dev.balancehistory.settings.RecorderSettings.AccountSettings;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Checks key, secret, passphrase and wallets of an account by the requirements of its exchange. */
final class AccountCredentials {
    /** The form of a passphrase, which some exchanges expect in a header. Unlike a key, it may contain spaces. */
    private static final SecretForm PASSPHRASE = text -> text.chars().allMatch(c -> c >= ' ' && c < 127)
            ? null
            : "has a line break or another character that a header can't contain";

    private static final int MAX_WALLET = 40;

    private AccountCredentials() {}

    /**
     * Returns the credentials.
     *
     * @throws Problem if a setting is missing or malformed; the message contains the property and never its value,
     *     except for the name of a wallet
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
            throw wrong(property, "is not a setting of " + source.exchange() + ": remove it");
        }
        return null;
    }

    private static List<String> wallets(String property, List<String> names, BalanceSource source) {
        for (String name : names) {
            if (!source.wallets().contains(name)) {
                throw wrong(
                        property,
                        "lists '" + Printable.text(name, MAX_WALLET) + "', which is not a wallet of "
                                + source.exchange() + ": list some of " + String.join(", ", source.wallets()));
            }
        }
        return names;
    }

    /** Returns the value without a line break at the end, which a file often adds. */
    private static String text(String property, @Nullable String value, SecretForm form) {
        if (value == null) {
            throw wrong(property, "is missing: set it");
        }
        String trimmed = value.endsWith("\n") ? value.substring(0, value.length() - 1) : value;
        trimmed = trimmed.endsWith("\r") ? trimmed.substring(0, trimmed.length() - 1) : trimmed;
        if (trimmed.isEmpty()) {
            throw wrong(property, "is empty: set it");
        }
        String flaw = form.flaw(trimmed);
        if (flaw != null) {
            throw wrong(property, flaw);
        }
        return trimmed;
    }

    /** Returns the problem of a property. */
    static Problem wrong(String property, String what) {
        return new Problem(Outcome.CONFIGURATION, property + " " + what);
    }
}
