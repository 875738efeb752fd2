package dev.balancehistory.statement;

import dev.balancehistory.cli.DecimalSign;
import dev.balancehistory.cli.Program;
import dev.balancehistory.cli.SpreadsheetMark;
import java.util.ArrayList;
import java.util.List;

/** The command lines that the page shows. */
final class Commands {
    private Commands() {}

    /** Returns the command that makes the same page again. */
    static String statement(StatementRequest request) {
        List<String> words = new ArrayList<>(List.of(
                Program.NAME,
                "statement",
                "--period=" + request.period().code(),
                "--zone=" + request.zone(),
                "--lang=" + request.language().getLanguage(),
                "--prepared=" + request.prepared()));
        addAccounts(words, request);
        if (request.isPartial()) {
            words.add("--so-far");
        }
        if (!request.script()) {
            words.add("--no-script");
        }
        if (request.form().spreadsheet()) {
            words.add("--" + SpreadsheetMark.OPTION);
        }
        if (request.form().decimal() == DecimalSign.COMMA) {
            words.add("--" + DecimalSign.OPTION + "=comma");
        }
        return String.join(" ", words);
    }

    /** Returns the command that derives the balances again from the responses. */
    static String verify(StatementRequest request) {
        List<String> words =
                new ArrayList<>(List.of(Program.NAME, "verify", "--from=" + request.from(), "--to=" + request.to()));
        addAccounts(words, request);
        return String.join(" ", words);
    }

    private static void addAccounts(List<String> words, StatementRequest request) {
        request.accounts().forEach(account -> words.add("--account=" + account));
    }
}
