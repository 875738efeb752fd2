package dev.balancehistory.cli;

import java.util.List;
import org.apache.commons.cli.Options;

/** One command of the program. Made for each start, whichever command it is, so it does nothing before it runs. */
public interface Command {
    /** Returns the word that calls it. */
    String name();

    /** Returns what it does, in lines for its help; the first stands for it in the list of commands. */
    List<String> description();

    /** Returns the words that it takes besides its options, as its help names them; empty if none. */
    default String operands() {
        return "";
    }

    /** Returns its options, new ones at each call: reading a command line marks them. */
    default Options options() {
        return new Options();
    }

    /**
     * Does it and returns the process's exit code.
     *
     * @throws UsageError if the arguments can't be right
     */
    int run(Arguments arguments);
}
