package dev.balancehistory.exchange;

import org.jspecify.annotations.Nullable;

/** How the secret of an account has to look at an exchange. */
@FunctionalInterface
public interface SecretForm {
    /** Text without spaces and line breaks, as most exchanges give it. */
    SecretForm TEXT = secret -> secret.chars().allMatch(c -> c > ' ' && c < 127)
            ? null
            : "has a space, a line break or another character that no key has";

    /**
     * Returns what is wrong with the secret, as the end of a sentence that begins with the property's name; null if
     * nothing is. The text never repeats the secret.
     */
    @Nullable
    String flaw(String secret);
}
