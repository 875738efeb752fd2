package dev.balancehistory.cli;

import java.io.Console;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The terminal at which a person started the program. */
public final class Terminal {
    private Terminal() {}

    /** Returns whether standard input and standard output are a terminal. */
    @SuppressWarnings("SystemConsoleNull") // It is null before JDK 22.
    public static boolean isPresent() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            // From JDK 22 on the console is never null, and isTerminal() reports whether it is a terminal.
            Method isTerminal = Console.class.getMethod("isTerminal");
            return (boolean) isTerminal.invoke(console);
        } catch (ReflectiveOperationException e) {
            return true;
        }
    }

    /** Returns whether it can also show the block characters of Unicode. */
    @SuppressWarnings("SystemConsoleNull") // It is null before JDK 22.
    public static boolean showsBlocks() {
        Console console = System.console();
        return console != null && isPresent() && showsBlocks(console.charset().name(), System.getenv("TERM"));
    }

    /**
     * Returns whether a terminal can show block characters.
     *
     * @param charset the name of its charset
     * @param type the variable TERM; null if not set
     */
    static boolean showsBlocks(String charset, @Nullable String type) {
        return charset.equals(StandardCharsets.UTF_8.name()) && type != null && !type.isEmpty() && !type.equals("dumb");
    }
}
