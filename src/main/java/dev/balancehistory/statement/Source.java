package dev.balancehistory.statement;

import java.time.Instant;

/**
 * The snapshot that the opening or closing balances of an account are from.
 *
 * @param time the time that its balances are valid for
 * @param response the number of its response in the archive
 * @param sha256 the SHA-256 of that response, as hexadecimal digits; empty if it is unknown
 */
record Source(Instant time, long response, String sha256) {}
