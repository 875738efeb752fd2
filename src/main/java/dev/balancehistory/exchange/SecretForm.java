package dev.balancehistory.exchange;

import org.jspecify.annotations.Nullable;

/** The form of an account's secret at an exchange. */
@FunctionalInterface
public interface SecretForm {
    /** Text without spaces and line breaks, as most exchanges issue it. */
    SecretForm TEXT = secret -> secret.chars().allMatch(c -> c > ' ' && c < 127)
            ? null
            : "has a space, a line break or another character that no key has";

    /**
     * Checks a secret.
     *
     * @param secret the secret
     * @return the flaw, as the end of a sentence that begins with the property's name, without the secret; null without
     *     a flaw
     */
    @Nullable
    String flaw(String secret);
}
