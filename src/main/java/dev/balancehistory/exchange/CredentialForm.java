package dev.balancehistory.exchange;

/**
 * The credentials that an exchange demands.
 *
 * @param secret how the secret has to look
 * @param passphrase whether the exchange wants one beside key and secret
 */
public record CredentialForm(SecretForm secret, boolean passphrase) {
    /** Key and secret, both text. */
    public static final CredentialForm TEXT = new CredentialForm(SecretForm.TEXT, false);
}
