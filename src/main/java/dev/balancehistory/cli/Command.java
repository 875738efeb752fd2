package dev.balancehistory.cli;

import java.util.List;
import org.apache.commons.cli.Options;
import org.jspecify.annotations.Nullable;

/** A command of the program. All commands are created at each start, so that a constructor does nothing. */
public interface Command {
    /** Returns the command's name. */
    String name();

    /** Returns the lines of its help; the list of commands shows the first one. */
    List<String> description();

    /** Returns its operands, as its help names them; empty if it has none. */
    default String operands() {
        return "";
    }

    /** Returns its options, new ones at each call: parsing a command line changes them. */
    default Options options() {
        return new Options();
    }

    /** Returns the operands that have a page of help of their own, such as the reports of {@code export}. */
    default List<String> topics() {
        return List.of();
    }

    /**
     * Returns a page of its help.
     *
     * @param topic one of {@link #topics()}; null for the page of the command
     */
    default HelpPage help(@Nullable String topic) {
        String usage = operands().isEmpty() ? name() : name() + " " + operands();
        return new HelpPage(usage, description(), options());
    }

    /**
     * Runs the command and returns the process's exit code.
     *
     * @throws UsageError if an argument is rejected
     */
    int run(Arguments arguments);
}
