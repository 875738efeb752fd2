package dev.balancehistory.cli;

import java.io.OutputStream;
import java.io.PrintWriter;

/**
 * The program that a command is part of.
 *
 * @param bytes standard output, for data
 * @param out standard output, for text
 * @param err standard error
 */
public record Program(Application application, OutputStream bytes, PrintWriter out, PrintWriter err) {
    /** The name of the launcher. */
    public static final String NAME = "balance-history";
}
