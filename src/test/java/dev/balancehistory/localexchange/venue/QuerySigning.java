package dev.balancehistory.localexchange.venue;

import java.time.Duration;
import java.util.List;

/** The form in which Binance and MEXC take a signature: as the last parameter, over all text before it. */
final class QuerySigning {

    private static final String SIGNATURE = "signature=";

    private QuerySigning() {}

    /** Returns the signed text: the query, then the body, each without the signature. */
    static String text(Call call) {
        return without(call.query()) + without(call.body());
    }

    static boolean last(Call call) {
        return List.of(call.query(), call.body()).stream()
                .filter(text -> !text.isEmpty())
                .reduce((first, second) -> second)
                .filter(text -> text.substring(text.lastIndexOf('&') + 1).startsWith(SIGNATURE))
                .isPresent();
    }

    private static String without(String text) {
        int start = text.lastIndexOf('&') + 1;
        return text.startsWith(SIGNATURE, start) ? text.substring(0, Math.max(0, start - 1)) : text;
    }

    /** Returns the documented window, by default 5 s and less than 1 s ahead; null if it is too long. */
    static Window window(Call call) {
        String text = call.parameter("recvWindow");
        long millis = text.isEmpty() ? 5_000 : Window.number(text).orElse(Long.MAX_VALUE);
        return millis > 60_000 ? null : new Window(Duration.ofMillis(millis), Duration.ofSeconds(1));
    }
}
