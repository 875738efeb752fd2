package dev.balancehistory.balance;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.HexFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The newest link of an account's chain of snapshots. Each seal is a hash over the previous seal and the snapshot's
 * facts. A seal that is kept elsewhere proves that no earlier snapshot was changed, removed or added.
 * {@code docs/seal.md} defines it.
 *
 * @param sequence the snapshot's number in order of recording, from 1; 0 before the first
 * @param value 32 bytes; zeros before the first
 */
// Compared by identity.
@SuppressWarnings("ArrayRecordComponent")
public record Seal(long sequence, byte[] value) {
    /** How many bytes a seal has. */
    public static final int LENGTH = 32;

    private static final String FORMAT = "balance-history-seal/1";

    // The resolution of PostgreSQL, so that every change of an instant is visible.
    private static final DateTimeFormatter MICROSECONDS =
            new DateTimeFormatterBuilder().appendInstant(6).toFormatter(Locale.ROOT);

    /** Returns the start of a chain. */
    public static Seal none() {
        return new Seal(0, new byte[LENGTH]);
    }

    /**
     * The facts that a seal covers, beside the sequence.
     *
     * @param account the account's name
     * @param format the format of the response
     * @param slot the slot; null for a run without a slot
     * @param timeSource the database's code
     * @param bodySha256 the SHA-256 of the response
     * @param contentSha256 the SHA-256 of the balances
     * @param count the number of balances
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record Facts(
            String account,
            String exchange,
            String format,
            Instant responseTime,
            @Nullable Instant slot,
            String timeSource,
            byte[] bodySha256,
            byte[] contentSha256,
            int count) {}

    /** Returns the seal of the next snapshot. */
    public Seal next(Facts facts) {
        MessageDigest digest = Sha256.digest();
        digest.update(value);
        long next = sequence + 1;
        return new Seal(next, digest.digest(text(next, facts).getBytes(StandardCharsets.UTF_8)));
    }

    private static String text(long sequence, Facts facts) {
        HexFormat hex = HexFormat.of();
        return FORMAT + '\n'
                + "account=" + facts.account() + '\n'
                + "exchange=" + facts.exchange() + '\n'
                + "format=" + facts.format() + '\n'
                + "sequence=" + sequence + '\n'
                + "response_time=" + MICROSECONDS.format(facts.responseTime()) + '\n'
                + "slot=" + (facts.slot() == null ? "" : MICROSECONDS.format(facts.slot())) + '\n'
                + "time_source=" + facts.timeSource() + '\n'
                + "body_sha256=" + hex.formatHex(facts.bodySha256()) + '\n'
                + "content_sha256=" + hex.formatHex(facts.contentSha256()) + '\n'
                + "count=" + facts.count() + '\n';
    }

    /** Returns the value as 64 hexadecimal digits. */
    public String hex() {
        return HexFormat.of().formatHex(value);
    }
}
