package dev.balancehistory.exchange;

/**
 * The form of an exchange's credentials.
 *
 * @param secret the form of the secret
 * @param passphrase whether an account has a passphrase beside key and secret
 */
public record CredentialForm(SecretForm secret, boolean passphrase) {
    /** A key and a secret, both text. */
    public static final CredentialForm TEXT = new CredentialForm(SecretForm.TEXT, false);
}
