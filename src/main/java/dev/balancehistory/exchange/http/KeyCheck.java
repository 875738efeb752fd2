package dev.balancehistory.exchange.http;

import dev.balancehistory.exchange.KeyFinding;
import java.util.List;
import java.util.function.Function;

/**
 * The request with which {@code doctor} learns what a key may do.
 *
 * @param request signed like any other
 * @param reader reads the body, which has asterisks for the credentials, and throws an {@link IllegalArgumentException} if
 *     it is not as documented
 */
public record KeyCheck(Request request, Function<Json, List<KeyFinding>> reader) {}
