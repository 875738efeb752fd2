package dev.balancehistory.cli;

import java.util.Arrays;
import java.util.Locale;

/** The sign before the decimals of an amount in a CSV. */
public enum DecimalSign {
    POINT('.'),
    COMMA(',');

    /** The option of commands that write or read a CSV. */
    public static final String OPTION = "decimal";

    private final char sign;

    DecimalSign(char sign) {
        this.sign = sign;
    }

    /**
     * Reads the value of the option.
     *
     * @throws IllegalArgumentException if it is unknown
     */
    public static DecimalSign of(String text) {
        return Arrays.stream(values())
                .filter(decimal -> decimal.name().toLowerCase(Locale.ROOT).equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + text + "' is not one of point and comma"));
    }

    /** Returns the character. */
    public char sign() {
        return sign;
    }
}
