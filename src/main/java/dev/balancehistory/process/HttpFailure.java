package dev.balancehistory.process;

import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Describes why a request of {@link HttpCall} has no response. */
public final class HttpFailure {
    private HttpFailure() {}

    /**
     * Returns the kind of a failure, as what the receiver did. It repeats no text of an exception, which may contain the
     * address.
     *
     * @param failure the exception; null if it is unknown
     */
    public static String reason(@Nullable Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnknownHostException || cause instanceof UnresolvedAddressException) {
                return "its host name is not known";
            }
            if (cause instanceof SSLException) {
                return "no TLS connection to it: check its certificate";
            }
        }
        if (failure instanceof ConnectException) {
            return "it accepts no connection";
        }
        if (failure instanceof HttpTimeoutException) {
            return "no response in time";
        }
        return failure instanceof IOException ? "the connection to it ended" : "a bug (" + name(failure) + ")";
    }

    private static String name(@Nullable Throwable failure) {
        return failure == null ? "unknown" : failure.getClass().getSimpleName();
    }
}
