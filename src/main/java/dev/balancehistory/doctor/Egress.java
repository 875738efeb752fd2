package dev.balancehistory.doctor;

import dev.balancehistory.process.Outcome;
import dev.balancehistory.process.Printable;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.function.Consumer;
import org.springframework.core.NestedExceptionUtils;

/** Checks the route to an exchange: name, connection and certificate, with a finding for each. */
record Egress(Route route) {
    /** Returns whether the exchange is within reach. */
    boolean examine(Consumer<Finding> findings) {
        // Behind a proxy, the request for each account checks the certificate.
        return passes(name(), findings)
                && passes(connection(), findings)
                && (!route.encrypted() || route.proxied() || passes(certificate(), findings));
    }

    private static boolean passes(Finding finding, Consumer<Finding> findings) {
        findings.accept(finding);
        return finding.level() != Finding.Level.FAIL;
    }

    private Finding name() {
        String subject = "dns " + route.firstHop();
        try {
            return Finding.ok(
                    subject, "addresses: " + route.addresses() + (route.proxied() ? "; through a proxy" : ""));
        } catch (IOException e) {
            return unreachable(subject, e, "check the account's base-url and this machine's name server");
        }
    }

    private Finding connection() {
        String subject = "tcp " + route.firstHop();
        try {
            route.connect();
            return Finding.ok(subject, "connected");
        } catch (IOException e) {
            return unreachable(subject, e, "check firewall, egress rules and proxy, and the account's base-url");
        }
    }

    private Finding certificate() {
        String subject = "tls " + route.baseUrl().getHost();
        try {
            return Finding.ok(subject, route.handshake() + ", the certificate is trusted");
        } catch (IOException e) {
            boolean untrusted = NestedExceptionUtils.getMostSpecificCause(e) instanceof GeneralSecurityException;
            return unreachable(
                    subject,
                    e,
                    untrusted
                            ? "check the host and port, or set a trust store: -Djavax.net.ssl.trustStore in JAVA_OPTS"
                            : "check the account's base-url and proxies: the server does not speak TLS");
        }
    }

    private static Finding unreachable(String subject, IOException e, String advice) {
        Throwable cause = NestedExceptionUtils.getMostSpecificCause(e);
        String detail = cause instanceof GeneralSecurityException
                ? "its certificate is not trusted: " + Printable.message(cause, 200)
                : Printable.message(e, 200);
        return Finding.fail(Outcome.UNREACHABLE, subject, detail, advice);
    }
}
