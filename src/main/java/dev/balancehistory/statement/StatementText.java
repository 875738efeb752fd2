package dev.balancehistory.statement;

import dev.balancehistory.cli.TextTable;
import dev.balancehistory.process.Printable;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The beginning of the page as text, for a terminal or a mail. */
record StatementText(Statement statement, Texts texts) {
    private static final int MAX_CURRENCY = 40;

    /** Returns its lines. */
    List<String> lines(StatementFiles files) {
        StatementRequest request = statement.request();
        List<String> lines = new ArrayList<>();
        String period = texts.period(request.period());
        lines.add(texts.text("text.statement", request.isPartial() ? texts.text("partial", period) : period));
        lines.add(texts.text(
                "range",
                texts.minute(request.from()).text(),
                texts.second(request.to()).text(),
                texts.zone(request.from(), request.to())));
        lines.add("");
        lines.add(completeness(statement.completeness()));
        lines.add("");
        if (!statement.totals().rows().isEmpty()) {
            lines.addAll(table());
            lines.add("");
        }
        lines.add(texts.text("text.page", files.path(files.page()).toAbsolutePath()));
        lines.add(texts.text("text.csv", files.path(files.csv()).toAbsolutePath()));
        lines.add(texts.text("text.sha256", files.hash(files.page())));
        return lines;
    }

    private String completeness(Completeness complete) {
        List<String> sentences = new ArrayList<>(complete.unknownTimes(texts));
        if (complete.expected() > 0) {
            sentences.add(texts.text(
                    "complete.ratio", complete.recorded(), complete.expected(), String.valueOf(complete.percent())));
            int gaps = complete.gaps().size();
            sentences.add(complete.longest()
                    .map(longest -> texts.text(
                            "complete.missing",
                            complete.missing(),
                            texts.text(gaps == 1 ? "gaps.one" : "gaps.many", gaps),
                            texts.duration(longest.length()),
                            longest.account()))
                    .orElseGet(() -> texts.lookup(complete.nothingMissing())));
        }
        if (!complete.unknownNames().isEmpty()) {
            sentences.add(texts.text("complete.count", complete.unknownSnapshots()));
            sentences.add(texts.text("complete.unknown", complete.unknownNames()));
        }
        sentences.addAll(Provenance.of(statement.accounts()).sentences(texts));
        return String.join(" ", sentences).replace('\u00a0', ' ');
    }

    private List<String> table() {
        TotalTable totals = statement.totals();
        TextTable table = new TextTable(
                texts.lookup("currency"),
                texts.lookup("opening"),
                texts.lookup("change"),
                texts.lookup("closing"),
                texts.lookup("locked"));
        for (TotalRow row : totals.shown()) {
            Held opening = row.opening();
            Held closing = row.closing();
            BigDecimal change = row.change();
            table.row(
                    Printable.text(row.currency(), MAX_CURRENCY),
                    balance(opening, totals.noOpening()) + mark(row.openingAccounts()),
                    change == null
                            ? texts.lookup(opening == null || closing == null ? "dash" : "incomparable")
                            : Digits.ofChange(change).plain(),
                    balance(closing, totals.noClosing()) + mark(row.closingAccounts()),
                    closing == null ? texts.lookup("dash") : closing.locked().toPlainString());
        }
        return table.lines();
    }

    private String balance(@Nullable Held held, String none) {
        return held == null ? texts.lookup(none) : held.balance().toPlainString();
    }

    private String mark(int reporting) {
        String mark = statement.totals().mark(reporting);
        return mark == null ? "" : " (" + mark + ")";
    }
}
