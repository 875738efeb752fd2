package dev.balancehistory.recording;

import dev.balancehistory.balance.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One of several shares of the accounts, each recorded by a process of its own. An account's share follows from its
 * name alone, so all processes agree without talking, and an account that is added moves no other.
 *
 * @param index which share, from 0
 * @param count how many shares there are
 */
record Shard(int index, int count) {
    private static final Pattern FORM = Pattern.compile("([0-9]{1,5})/([0-9]{1,5})");

    /**
     * @throws IllegalArgumentException if there is no such share
     */
    public Shard {
        if (index < 0 || index >= count) {
            throw new IllegalArgumentException(
                    "there is no share " + index + "/" + count + ": the first of four is 0/4, the last 3/4");
        }
    }

    /**
     * Reads {@code INDEX/COUNT}.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static Shard parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("'" + text + "' is not a share such as 0/4, the first of four");
        }
        return new Shard(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
    }

    /** Returns whether the account is in it: the first 32 bits of its name's SHA-256, unsigned, modulo the count. */
    public boolean has(String account) {
        byte[] hash = Sha256.of(account.getBytes(StandardCharsets.UTF_8));
        return Integer.remainderUnsigned(ByteBuffer.wrap(hash).getInt(), count) == index;
    }

    @Override
    public String toString() {
        return index + "/" + count;
    }
}
