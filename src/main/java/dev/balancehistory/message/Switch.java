package dev.balancehistory.message;

import dev.balancehistory.process.HttpCall;
import dev.balancehistory.process.HttpCall.Response;
import dev.balancehistory.process.HttpFailure;
import dev.balancehistory.process.Outcome;
import dev.balancehistory.process.Problem;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Sends requests to the dead man's switch. No message of it contains the address, which is a secret. */
final class Switch {
    private static final Duration LONGEST = Duration.ofSeconds(5);
    private static final int TRIES = 2;

    /**
     * Sends a request, and repeats it once after a failure that may pass.
     *
     * @throws Problem if it is not accepted
     */
    void send(Pings.Request request) {
        for (int left = TRIES - 1; ; left--) {
            try {
                check(response(request));
                return;
            } catch (Problem e) {
                if (left == 0 || e.outcome() != Outcome.UNREACHABLE) {
                    throw e;
                }
            }
        }
    }

    private static void check(Response response) {
        if (response.status() / 100 != 2) {
            throw problem(
                    response.status() / 100 == 5 ? Outcome.UNREACHABLE : Outcome.CONFIGURATION,
                    "it responds with HTTP " + response.status());
        }
        // Healthchecks.io responds so to an identifier that it does not know, and to too many pings.
        if (response.beginning().startsWith("OK (not found)")
                || response.beginning().startsWith("OK (rate limited)")) {
            throw problem(
                    Outcome.CONFIGURATION,
                    "it responds \"" + response.beginning().split("\\R", 2)[0] + "\"");
        }
    }

    /** Limits the time for name, connection, response and body together, which the client's own limit does not. */
    private static Response response(Pings.Request request) {
        FutureTask<Response> sending =
                new FutureTask<>(() -> HttpCall.exchange(request.method(), request.target(), request.text(), LONGEST));
        Thread sender = new Thread(sending, "ping");
        sender.setDaemon(true);
        sender.start();
        try {
            return sending.get(LONGEST.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw problem(Outcome.UNREACHABLE, "no response within " + LONGEST.toSeconds() + " s");
        } catch (ExecutionException e) {
            throw problem(Outcome.UNREACHABLE, HttpFailure.reason(e.getCause()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw problem(Outcome.STOPPED, "it was interrupted");
        } finally {
            sending.cancel(true);
        }
    }

    private static Problem problem(Outcome outcome, String what) {
        return new Problem(outcome, "the receiver of recorder.ping.url: " + what);
    }
}
