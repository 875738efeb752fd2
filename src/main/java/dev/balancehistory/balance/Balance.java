package dev.balancehistory.balance;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.regex.Pattern;

/**
 * The balance of one currency in a wallet of an account.
 *
 * @param wallet the adapter's name of the wallet
 * @param currency the exchange's code, as sent
 * @param total the whole balance; negative for a debt
 * @param available the part of it that is not locked
 */
public record Balance(String wallet, String currency, BigDecimal total, BigDecimal available) {
    /** The order of the tables' keys: by wallet, then by currency, both by the bytes of their UTF-8. */
    public static final Comparator<Balance> KEY_ORDER = Comparator.comparing(Balance::wallet, Balance::compareUtf8)
            .thenComparing(Balance::currency, Balance::compareUtf8);

    private static final Pattern WALLET = Pattern.compile("[a-z][a-z0-9_-]{0,31}");
    private static final int LONGEST_CODE = 40;

    /**
     * @throws IllegalArgumentException if the wallet's name or the currency's code is malformed, or an amount is
     *     out of range; the message states which. A code has one to forty characters, of which none is invisible
     */
    public Balance {
        if (!isWallet(wallet)) {
            throw new IllegalArgumentException("has an invalid wallet name");
        }
        if (!isCurrency(currency)) {
            throw new IllegalArgumentException("is not a currency code");
        }
        Amount.inRange(total);
        Amount.inRange(available);
    }

    /** Returns whether a wallet can have this name: lower-case letters, digits, underscores and hyphens. */
    public static boolean isWallet(String text) {
        // The most frequent name.
        return text.equals("spot") || WALLET.matcher(text).matches();
    }

    /** Returns whether a currency can have this code: one to forty characters, of which none is invisible. */
    public static boolean isCurrency(String text) {
        int count = 0;
        for (int at = 0; at < text.length(); at += Character.charCount(text.codePointAt(at))) {
            if (++count > LONGEST_CODE || InvisibleCharacters.contains(text.codePointAt(at))) {
                return false;
            }
        }
        return count >= 1;
    }

    /** Compares by UTF-8: Java compares UTF-16 units, which order characters beyond U+FFFF differently. */
    private static int compareUtf8(String one, String other) {
        int shared = Math.min(one.length(), other.length());
        for (int i = 0; i < shared; i++) {
            char a = one.charAt(i);
            char b = other.charAt(i);
            if (a != b) {
                return Character.isSurrogate(a) == Character.isSurrogate(b)
                        ? Character.compare(a, b)
                        : Character.isSurrogate(a) ? 1 : -1;
            }
        }
        return Integer.compare(one.length(), other.length());
    }

    /** Appends the line that represents it in the hash of a snapshot. */
    // Only the same digits are equal.
    @SuppressWarnings("BigDecimalEquals")
    void appendTo(StringBuilder text) {
        text.append(wallet).append(' ').append(currency).append(' ');
        String plain = total.toPlainString();
        text.append(plain).append(' ');
        text.append(available.equals(total) ? plain : available.toPlainString()).append('\n');
    }
}
