package dev.balancehistory.cli;

import java.io.Console;
import java.lang.reflect.Method;

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
}
