package dev.balancehistory.doctor;

import dev.balancehistory.balance.RawResponse;
import dev.balancehistory.exchange.Attempt;
import dev.balancehistory.exchange.Disposition;
import dev.balancehistory.exchange.NoncePolicy;
import dev.balancehistory.exchange.Reading;
import dev.balancehistory.process.Outcome;
import dev.balancehistory.settings.ConfiguredAccount;

/** Decides from an attempt whether the exchange accepts key and secret, and what to do otherwise. */
final class AttemptFinding {
    private AttemptFinding() {}

    /** Returns the finding about an attempt of this account. */
    static Finding of(ConfiguredAccount account, Attempt attempt) {
        String subject = "account " + account.name();
        RawResponse response = attempt.response();
        if (attempt.disposition() != Disposition.SUCCESS || response.body() == null) {
            String reason = String.valueOf(response.reason());
            if (attempt.disposition() == Disposition.NONCE_REJECTED) {
                NoncePolicy policy = account.source().noncePolicy();
                return Finding.fail(policy.outcome(), subject, reason + policy.advice(), advice(attempt));
            }
            return Finding.fail(attempt.disposition().outcome(), subject, reason, advice(attempt));
        }
        Reading reading = account.source().reader().read(response.body(), response.receivedAt());
        if (reading instanceof Reading.Success success) {
            return Finding.ok(
                    subject,
                    "key and secret accepted; currencies: " + success.balances().size());
        }
        String reason = reading instanceof Reading.Malformed malformed ? malformed.reason() : "it reports an error";
        return Finding.fail(
                Outcome.DATA_ERROR, subject, "the response is rejected: " + reason, "check the account's base-url");
    }

    private static String advice(Attempt attempt) {
        return switch (attempt.disposition()) {
            case CREDENTIALS_REJECTED ->
                "fix the key's settings at the exchange, or recorder.accounts.NAME.api-key and .api-secret";
            case BANNED -> "send nothing until the ban ends; fetch less often";
            case RATE_LIMITED -> "wait a minute; use a key of its own for each account and program";
            case NONCE_REJECTED, CLOCK_REJECTED -> "synchronize this machine's clock (NTP)";
            case TRANSIENT -> "try again";
            default -> "check the account's base-url";
        };
    }
}
