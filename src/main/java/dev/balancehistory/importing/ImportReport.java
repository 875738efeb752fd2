package dev.balancehistory.importing;

import dev.balancehistory.process.Printable;
import java.util.function.Consumer;

/** Reports what is rejected, in conflict or doubtful, by file and line. */
final class ImportReport {
    private static final int LONGEST = 300;

    private final ImportCount count;
    private final Consumer<String> malformations;
    private String file = "";

    ImportReport(ImportCount count, Consumer<String> malformations) {
        this.count = count;
        this.malformations = malformations;
    }

    /** Sets the file that is read from now on. */
    void from(String name) {
        file = name;
        count.files++;
    }

    String file() {
        return file;
    }

    /** Returns the place of a line; its number is 0 for the whole file. */
    String place(long line) {
        return line == 0 ? file : file + ":" + line;
    }

    /** Reports and counts a rejection; returns the message. */
    String rejected(long line, String reason) {
        count.rejected++;
        return tell(place(line) + ": " + reason);
    }

    /** Reports a reason to distrust what is imported all the same. */
    void warn(long line, String text) {
        tell(place(line) + ": warning: " + text);
    }

    /** Reports a response with other balances than the history. */
    void conflict(Decision decision) {
        tell(decision.response().place() + ": conflict: " + decision.reason());
    }

    private String tell(String text) {
        String printable = Printable.text(text, LONGEST);
        malformations.accept(printable);
        return printable;
    }
}
