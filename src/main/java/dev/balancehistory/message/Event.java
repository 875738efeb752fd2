package dev.balancehistory.message;

import dev.balancehistory.process.Printable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * The end of a run, as messages describe it.
 *
 * @param run the identification of the run
 * @param job the command, with the options that select a part of its work
 * @param exitCode the exit code of the run
 * @param time the end of the run
 * @param duration the duration of the run
 * @param summary what the run came to; lines after the first are details
 * @param failed the accounts that need attention
 */
record Event(UUID run, String job, int exitCode, Instant time, Duration duration, String summary, List<String> failed) {
    private static final int LONGEST_LINE = 600;
    private static final int MOST_LINES = 100;

    Event {
        job = Printable.text(job, LONGEST_LINE);
        summary = summary.lines()
                .limit(MOST_LINES)
                .map(line -> Printable.text(line, LONGEST_LINE))
                .collect(Collectors.joining("\n"));
        failed = List.copyOf(failed);
    }

    /** Returns whether the run has succeeded. */
    boolean isOk() {
        return exitCode == 0;
    }

    /** Returns the event in one line. */
    String line() {
        return Printable.text(text().strip().replace("\n", "; "), LONGEST_LINE);
    }

    /** Returns the event with its details, a line each. */
    String text() {
        String state = isOk() ? " is ok" : " failed with exit code " + exitCode;
        return job + state + (summary.isEmpty() ? "" : ": " + summary) + "\n";
    }
}
