package dev.balancehistory.statement;

import java.util.List;
import java.util.stream.IntStream;

/** The content of a statement. */
record Statement(
        StatementRequest request,
        List<AccountHistory> accounts,
        Completeness completeness,
        TotalTable totals,
        List<AccountSection> sections) {

    /** Computes the content from the history. */
    static Statement of(StatementRequest request, StatementReader reader) {
        Timeline timeline = new Timeline(request.from(), request.to());
        List<AccountHistory> accounts = reader.accounts();
        List<AccountSection> sections = IntStream.range(0, accounts.size())
                .mapToObj(i -> AccountSection.of(i + 1, accounts.get(i), reader.series(accounts.get(i)), timeline))
                .toList();
        return of(request, accounts, sections);
    }

    private static Statement of(
            StatementRequest request, List<AccountHistory> accounts, List<AccountSection> sections) {
        return new Statement(
                request,
                accounts,
                Completeness.of(accounts, new Timeline(request.from(), request.to())),
                new TotalTable(TotalRow.of(accounts), accounts),
                sections);
    }

    /** Returns the part about one account. */
    Statement of(AccountSection section) {
        return of(request, List.of(section.account()), List.of(section));
    }

    /** Returns the statement without its pictures. */
    Statement summary() {
        return new Statement(
                request,
                accounts,
                completeness,
                totals,
                sections.stream().map(AccountSection::summary).toList());
    }

    /** Returns the number of its pictures. */
    int pictures() {
        return sections.stream().mapToInt(section -> section.cards().size()).sum();
    }

    /** Returns whether an account has no snapshot in the period. */
    boolean isEmpty() {
        return accounts.stream().anyMatch(account -> account.snapshots() == 0);
    }

    /** Returns whether the table of all accounts would repeat that of the only account. */
    boolean isSimple() {
        return accounts.size() == 1
                && accounts.get(0).holdings().stream()
                                .map(Holding::wallet)
                                .distinct()
                                .count()
                        <= 1;
    }

    byte[] csv() {
        return StatementCsv.of(request, completeness, totals.rows(), sections);
    }
}
