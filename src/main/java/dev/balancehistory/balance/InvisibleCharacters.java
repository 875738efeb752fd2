package dev.balancehistory.balance;

/**
 * The control, format and separator characters of Unicode 16, and the halves of surrogate pairs. The list is fixed, since
 * the categories of {@link Character} change with the JDK, and a body must always be read in the same way.
 */
final class InvisibleCharacters {
    /** The first and the last character of each range, in order. */
    private static final int[] RANGES = {
        0x0, 0x20,
        0x7f, 0xa0,
        0xad, 0xad,
        0x600, 0x605,
        0x61c, 0x61c,
        0x6dd, 0x6dd,
        0x70f, 0x70f,
        0x890, 0x891,
        0x8e2, 0x8e2,
        0x1680, 0x1680,
        0x180e, 0x180e,
        0x2000, 0x200f,
        0x2028, 0x202f,
        0x205f, 0x2064,
        0x2066, 0x206f,
        0x3000, 0x3000,
        0xd800, 0xdfff,
        0xfeff, 0xfeff,
        0xfff9, 0xfffb,
        0x110bd, 0x110bd,
        0x110cd, 0x110cd,
        0x13430, 0x1343f,
        0x1bca0, 0x1bca3,
        0x1d173, 0x1d17a,
        0xe0001, 0xe0001,
        0xe0020, 0xe007f
    };

    private InvisibleCharacters() {}

    static boolean contains(int codePoint) {
        for (int i = 0; i < RANGES.length && codePoint >= RANGES[i]; i += 2) {
            if (codePoint <= RANGES[i + 1]) {
                return true;
            }
        }
        return false;
    }
}
