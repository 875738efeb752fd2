package dev.balancehistory.importing;

import java.math.BigDecimal;
import java.nio.ByteBuffer;

/**
 * Writes a number of few digits in PostgreSQL's binary form, as the driver does, without BigInteger arithmetic, which
 * takes a tenth of an import. For one thread.
 */
final class BinaryNumeric {
    /** PostgreSQL writes a numeric in groups of four decimal digits, aligned to the point. */
    private static final int GROUP_DIGITS = 4;

    private static final int BASE = 10_000;
    private static final short NEGATIVE = 0x4000;
    private static final int[] TENS = {1, 10, 100, 1_000};

    /** The most digits that always fit into a long. */
    private static final int LONG_DIGITS = 18;

    private static final int MOST_GROUPS = 5;

    /** The number of groups, the weight of the first one, the sign and the scale. */
    private static final int HEAD = 4;

    /** The most bytes of a number, with its length. */
    static final int MOST_BYTES = Integer.BYTES + (HEAD + MOST_GROUPS) * Short.BYTES;

    private final short[] groups = new short[MOST_GROUPS];

    /**
     * Returns whether it has few enough digits.
     *
     * @param value of a scale that is not negative
     */
    static boolean fits(BigDecimal value) {
        return value.precision() + padding(value) <= LONG_DIGITS;
    }

    /** Returns the number of zeros that fill the last group after the point. */
    private static int padding(BigDecimal value) {
        return Math.floorMod(-value.scale(), GROUP_DIGITS);
    }

    /** Puts the length and the number, with all digits, including trailing zeros: 1.50 stays 1.50. */
    void put(BigDecimal value, ByteBuffer target) {
        // Without the BigInteger of unscaledValue().
        long unscaled = value.scaleByPowerOfTen(value.scale()).longValue() * TENS[padding(value)];
        long rest = Math.abs(unscaled);
        int dropped = 0;
        while (rest != 0 && rest % BASE == 0) {
            rest /= BASE;
            dropped++;
        }
        int count = 0;
        while (rest != 0) {
            groups[count++] = (short) (rest % BASE);
            rest /= BASE;
        }
        int behindPoint = (value.scale() + GROUP_DIGITS - 1) / GROUP_DIGITS;
        int weight = count == 0 ? 0 : count + dropped - behindPoint - 1;
        target.putInt((HEAD + count) * Short.BYTES)
                .putShort((short) count)
                .putShort((short) weight)
                .putShort(unscaled < 0 ? NEGATIVE : 0)
                .putShort((short) value.scale());
        for (int i = count - 1; i >= 0; i--) {
            target.putShort(groups[i]);
        }
    }
}
