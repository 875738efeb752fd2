package dev.balancehistory.statement;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The content of a statement. */
record Statement(
        StatementRequest request,
        List<AccountHistory> accounts,
        Completeness completeness,
        TotalTable totals,
        List<AccountSection> sections) {

    /**
     * Computes the content from the history, and writes its numbers. The points and columns of one account are in memory
     * at a time.
     *
     * @throws IOException if the numbers can't be written
     */
    static Statement of(StatementRequest request, StatementReader reader, StatementCsv csv) throws IOException {
        Timeline timeline = new Timeline(request.from(), request.to());
        List<AccountHistory> accounts = reader.accounts();
        Statement statement = of(request.of(accounts), accounts, new ArrayList<>());
        csv.write(statement.completeness, statement.totals);
        for (AccountHistory account : statement.accounts) {
            Map<Holding, Series> series = reader.series(account);
            AccountSection section = AccountSection.of(statement.sections.size() + 1, account, series, timeline);
            csv.write(section, series);
            statement.sections.add(section);
        }
        statement.accounts.forEach(account -> account.gaps().forEach(csv::write));
        csv.flush();
        return statement;
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
}
