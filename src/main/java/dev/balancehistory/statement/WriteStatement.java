package dev.balancehistory.statement;

import com.zaxxer.hikari.HikariDataSource;
import dev.balancehistory.database.DatabaseProblem;
import dev.balancehistory.database.ReadTransaction;
import dev.balancehistory.process.Outcome;
import dev.balancehistory.process.Problem;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;

/** Writes the files of a statement. */
record WriteStatement(HikariDataSource dataSource) {
    /** The number of pictures up to which they are on one page. */
    static final int MOST_PICTURES = 200;

    /**
     * Reads the history and writes the files.
     *
     * @throws Problem if the database fails, an account is unknown, or a file can't be written
     */
    Statement write(StatementRequest request, StatementFiles files) {
        files.check();
        Statement statement = read(request);
        if (statement.accounts().isEmpty()) {
            throw new Problem(Outcome.TEMPORARY_FAILURE, "no account was ever recorded");
        }
        Texts texts = new Texts(request.language(), request.zone());
        String csvHash = files.write(files.csv(), statement.csv());
        if (statement.pictures() <= MOST_PICTURES) {
            files.write(files.page(), page(statement, texts, files, csvHash, List.of(), null));
        } else {
            List<String> pages = statement.accounts().stream()
                    .map(account -> files.page(account.name()))
                    .toList();
            files.write(files.page(), page(statement.summary(), texts, files, csvHash, pages, null));
            for (AccountSection section : statement.sections()) {
                byte[] page = page(statement.of(section), texts, files, csvHash, List.of(), files.page());
                files.write(files.page(section.account().name()), page);
            }
        }
        files.writeChecksums();
        return statement;
    }

    private Statement read(StatementRequest request) {
        try (ReadTransaction transaction = ReadTransaction.begin(dataSource, Map.of())) {
            return Statement.of(request, new StatementReader(transaction, request));
        } catch (SQLException | DataAccessException e) {
            throw DatabaseProblem.of(e);
        }
    }

    private static byte[] page(
            Statement statement,
            Texts texts,
            StatementFiles files,
            String csvHash,
            List<String> accountPages,
            @Nullable String overview) {
        StatementRequest request = statement.request();
        boolean script = request.script() && statement.pictures() > 0;
        Page page = new Page(
                request,
                texts,
                statement.accounts(),
                statement.completeness(),
                statement.isSimple() ? new TotalTable(List.of(), statement.accounts()) : statement.totals(),
                statement.sections(),
                accountPages,
                overview,
                GapTable.of(statement.completeness().gaps()),
                files.csv(),
                csvHash,
                script ? HoverData.of(statement.sections(), request, texts) : null);
        return Templates.render(page);
    }
}
