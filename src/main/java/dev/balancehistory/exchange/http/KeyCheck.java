package dev.balancehistory.exchange.http;

import dev.balancehistory.exchange.KeyFinding;
import java.util.List;
import java.util.function.Function;

/**
 * The request for the rights and restrictions of a key, for {@code doctor}.
 *
 * @param request the request, signed like any other
 * @param reader the reader of the body, in which asterisks replace the credentials; throws an {@link
 *     IllegalArgumentException} if the body is not as documented
 */
public record KeyCheck(Request request, Function<Json, List<KeyFinding>> reader) {}
