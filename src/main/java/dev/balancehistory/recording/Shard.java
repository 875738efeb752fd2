package dev.balancehistory.recording;

import dev.balancehistory.balance.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A share of the accounts, recorded by a separate process. The share of an account depends on its name alone, so that
 * the processes agree without communication, and a new account moves no other.
 *
 * @param index the number of the share, from 0
 * @param count the number of shares
 */
record Shard(int index, int count) {
    private static final Pattern FORM = Pattern.compile("([0-9]{1,5})/([0-9]{1,5})");

    Shard {
        if (index < 0 || index >= count) {
            throw new IllegalArgumentException(
                    "there is no share " + index + "/" + count + ": the first of four is 0/4, the last 3/4");
        }
    }

    /**
     * Reads {@code INDEX/COUNT}.
     *
     * @throws IllegalArgumentException if it is malformed
     */
    static Shard parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("'" + text + "' is not a share such as 0/4, the first of four");
        }
        return new Shard(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
    }

    /** Returns whether the share has the account: the first 32 bits of its SHA-256, unsigned, modulo the count. */
    boolean has(String account) {
        byte[] hash = Sha256.of(account.getBytes(StandardCharsets.UTF_8));
        return Integer.remainderUnsigned(ByteBuffer.wrap(hash).getInt(), count) == index;
    }

    @Override
    public String toString() {
        return index + "/" + count;
    }
}
