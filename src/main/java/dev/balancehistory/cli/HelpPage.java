package dev.balancehistory.cli;

import java.util.List;
import org.apache.commons.cli.Options;

/**
 * A page of help.
 *
 * @param usage the command with its operands, as its usage line names them
 * @param description the lines of its text; the list of commands shows the first one
 * @param options the options that it describes, without those of every command
 */
public record HelpPage(String usage, List<String> description, Options options) {}
