package dev.balancehistory.message;

import dev.balancehistory.cli.Reporter;
import dev.balancehistory.process.Outcome;
import dev.balancehistory.process.Problem;
import dev.balancehistory.settings.MessageTargets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.env.Environment;

/** Reports to the receivers of {@code recorder.ping} and {@code recorder.notify}. */
final class Messenger implements Reporter {
    private static final Duration LONGEST_COMMAND = Duration.ofSeconds(30);
    private static final Logger log = LoggerFactory.getLogger(Messenger.class);

    private final Environment environment;
    private final Outbox outbox = new Outbox();
    private final Switch httpSwitch = new Switch();
    private boolean warned;

    Messenger(Environment environment) {
        this.environment = environment;
    }

    @Override
    public Run begin(String job) {
        MessageTargets targets = targets();
        if (targets == null || targets.none()) {
            return Run.NONE;
        }
        Pings pings = targets.ping() == null ? null : new Pings(targets.ping(), targets.format());
        Notifier notifier = notifier(targets);
        UUID id = UUID.randomUUID();
        if (pings != null) {
            pings.start(id).ifPresent(request -> outbox.add("The ping at the start", () -> httpSwitch.send(request)));
        }
        return new ReportedRun(id, job, event -> {
            if (pings != null) {
                pings.end(event)
                        .ifPresent(request -> outbox.add("The ping at the end", () -> httpSwitch.send(request)));
            }
            if (notifier != null) {
                outbox.add("The notification", () -> notifier.ended(event));
            }
        });
    }

    @Override
    public String receivers() {
        return MessageTargets.in(environment).toString();
    }

    @Override
    public void test(Consumer<Tested> results) {
        MessageTargets targets = MessageTargets.in(environment);
        Event event = new Event(
                UUID.randomUUID(),
                "doctor --notify",
                Outcome.DONE.exitCode(),
                Instant.now(),
                Duration.ZERO,
                "a test message",
                List.of());
        if (targets.ping() != null) {
            Pings pings = new Pings(targets.ping(), targets.format());
            results.accept(tested("ping", () -> {
                httpSwitch.send(pings.test(event));
                return "the receiver of the format " + targets.format() + " accepted a test";
            }));
        }
        Notifier notifier = notifier(targets);
        if (notifier != null) {
            results.accept(tested("notification", () -> {
                String output = notifier.command().send(new Notification(event, "test", "test"));
                return "the command ended with exit code 0" + (output.isEmpty() ? "" : ": " + output);
            }));
        }
        if (targets.none()) {
            Reporter.NONE.test(results);
        }
    }

    @Override
    public void close() {
        outbox.close();
    }

    private static @Nullable Notifier notifier(MessageTargets targets) {
        String command = targets.command();
        Path folder = targets.folder();
        return command == null || folder == null
                ? null
                : new Notifier(new NotifyCommand(command, LONGEST_COMMAND), new Verdicts(folder));
    }

    /** Returns the receivers; null if they are malformed, which is logged once. */
    private @Nullable MessageTargets targets() {
        try {
            return MessageTargets.in(environment);
        } catch (Problem e) {
            if (!warned) {
                log.warn("No messages are sent: {}", e.getMessage());
                warned = true;
            }
            return null;
        }
    }

    private static Tested tested(String receiver, Supplier<String> test) {
        try {
            return new Tested(receiver, test.get(), null);
        } catch (Problem e) {
            return new Tested(receiver, String.valueOf(e.getMessage()), e);
        }
    }
}
