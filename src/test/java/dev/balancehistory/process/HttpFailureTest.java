package dev.balancehistory.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;

/** A failed request is described without the name of a class or an address. */
class HttpFailureTest {
    @Test
    void theReasonNamesNoClassAndNoAddress() {
        ConnectException refused = new ConnectException();
        ConnectException unknown = new ConnectException();
        unknown.initCause(new UnresolvedAddressException());

        assertThat(HttpFailure.reason(refused)).isEqualTo("it accepts no connection");
        assertThat(HttpFailure.reason(unknown)).isEqualTo("its host name is not known");
        assertThat(HttpFailure.reason(new IOException("secret", new SSLHandshakeException("secret"))))
                .isEqualTo("no TLS connection to it: check its certificate");
        assertThat(HttpFailure.reason(new HttpTimeoutException("secret"))).isEqualTo("no response in time");
        assertThat(HttpFailure.reason(new IOException("secret"))).isEqualTo("the connection to it ended");
    }
}
