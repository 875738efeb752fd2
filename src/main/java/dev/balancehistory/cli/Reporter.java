package dev.balancehistory.cli;

import dev.balancehistory.process.Problem;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Sends messages about the end of a command to the receivers that the user configured. It delays no work, and a failure
 * of it changes nothing. {@code spring.factories} names the implementation, whose constructor takes the environment.
 */
public interface Reporter extends AutoCloseable {
    /** One that sends nothing. */
    Reporter NONE = new Reporter() {
        @Override
        public Run begin(String job) {
            return Run.NONE;
        }

        @Override
        public String receivers() {
            return "none";
        }

        @Override
        public void test(Consumer<Tested> results) {
            results.accept(new Tested("messages", "no receiver is configured", null));
        }

        @Override
        public void close() {}
    };

    /**
     * Reports that work begins, without waiting for that.
     *
     * @param job the command, with the options that select a part of its work; each job has a verdict of its own
     */
    Run begin(String job);

    /**
     * Returns the configured receivers, without secrets.
     *
     * @throws Problem if the configuration of one is malformed
     */
    String receivers();

    /** Sends a test message to each receiver. */
    void test(Consumer<Tested> results);

    /** Waits until the messages are sent, or their time limit is over. */
    @Override
    void close();

    /** Work that was begun. It is ended once, by one of the two methods. */
    interface Run {
        /** One that is not reported. */
        Run NONE = new Run() {
            @Override
            public void summarize(String summary, List<String> failed) {}

            @Override
            public void ended(int exitCode) {}

            @Override
            public void failed(RuntimeException e) {}
        };

        /**
         * Sets the text of the messages.
         *
         * @param summary what the work came to, without balances; lines after the first are details
         * @param failed the accounts that need attention
         */
        void summarize(String summary, List<String> failed);

        /** Reports that the work has ended. */
        void ended(int exitCode);

        /** Reports that an exception has ended the work. */
        void failed(RuntimeException e);
    }

    /**
     * The result of a test message.
     *
     * @param receiver the kind of receiver
     * @param detail what happened
     * @param problem the failure; null without one
     */
    record Tested(String receiver, String detail, @Nullable Problem problem) {}
}
