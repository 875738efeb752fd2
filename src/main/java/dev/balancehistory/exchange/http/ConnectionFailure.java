package dev.balancehistory.exchange.http;

import dev.balancehistory.process.Printable;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.security.GeneralSecurityException;
import org.springframework.core.NestedExceptionUtils;

/** A request to this address without a complete response. */
record ConnectionFailure(URI uri, IOException failure) {
    private static final int MAX_REASON = 160;

    /** Returns whether the certificate of the exchange is not trusted. */
    boolean isUntrusted() {
        return cause() instanceof GeneralSecurityException;
    }

    /** Returns the reason without secrets. */
    String reason(Secrets secrets) {
        return "no response from " + uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort()) + ": "
                + secrets.redact(why());
    }

    private String why() {
        if (isUntrusted()) {
            return "its certificate is not trusted (" + message() + ")";
        } else if (failure instanceof HttpConnectTimeoutException) {
            return "no connection within the timeout (recorder.http.connect-timeout)";
        } else if (failure instanceof HttpTimeoutException) {
            return "not complete within the timeout (recorder.http.read-timeout or recorder.deadline)";
        } else if (cause() instanceof UnresolvedAddressException) {
            return "the host name is not known";
        } else if (failure instanceof ConnectException && failure.getMessage() == null) {
            return "connection refused";
        }
        return message();
    }

    private String message() {
        return Printable.message(cause(), MAX_REASON);
    }

    private Throwable cause() {
        return NestedExceptionUtils.getMostSpecificCause(failure);
    }
}
