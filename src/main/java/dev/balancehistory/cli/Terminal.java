package dev.balancehistory.cli;

import java.io.Console;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The terminal at which a person started the program. */
public final class Terminal {
    /** The launcher sets it to the charset of the caller, if it starts Java with another one. */
    private static final String CHARSET = "balance-history.terminal-charset";

    private Terminal() {}

    /** Returns whether standard input and standard output are a terminal. */
    @SuppressWarnings("SystemConsoleNull") // It is null before JDK 22.
    public static boolean isPresent() {
        Console console = System.console();
        try {
            // From JDK 22 on the console is never null, and isTerminal() reports whether it is a terminal.
            return console != null
                    && (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException e) {
            return true;
        }
    }

    /** Returns whether it can also show the block characters of Unicode. */
    @SuppressWarnings("SystemConsoleNull") // It is null before JDK 22.
    public static boolean showsBlocks() {
        Console console = System.console();
        return console != null
                && isPresent()
                && showsBlocks(System.getProperty(CHARSET, console.charset().name()), System.getenv("TERM"));
    }

    /** Returns the number of its columns, as the launcher or the shell states it; very large if that is unknown, or there is no terminal. */
    public static int columns() {
        return isPresent() ? columns(System.getenv("COLUMNS")) : Integer.MAX_VALUE;
    }

    /** Returns the number of columns in the text of the variable COLUMNS, which is null if it is not set. */
    static int columns(@Nullable String text) {
        return text != null && text.matches("[1-9][0-9]{1,5}") ? Integer.parseInt(text) : Integer.MAX_VALUE;
    }

    /** Returns whether a terminal with the charset can show block characters, given the variable TERM; null if not set. */
    static boolean showsBlocks(String charset, @Nullable String type) {
        return charset.equals(StandardCharsets.UTF_8.name()) && type != null && !type.isEmpty() && !type.equals("dumb");
    }
}
