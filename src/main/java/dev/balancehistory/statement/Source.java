package dev.balancehistory.statement;

import java.time.Instant;

/**
 * The snapshot that the opening or closing balances of an account are from.
 *
 * @param time the time that its balances are valid for
 * @param response the number of its response in the archive
 * @param sha256 the SHA-256 of that response, as hexadecimal digits; empty if it is unknown
 * @param origin {@code observed}, {@code spooled} or {@code imported}, as of the response; {@value #EXPORTED} for a
 *     snapshot that was made from an exported history
 */
record Source(Instant time, long response, String sha256, String origin) {
    private static final String EXPORTED = "exported";

    boolean isExported() {
        return origin.equals(EXPORTED);
    }

    /** Returns the name of the text that states the origin. */
    String text() {
        return switch (origin) {
            case EXPORTED -> "source.exported";
            case "imported" -> "source.imported";
            default -> "source.exchange";
        };
    }
}
