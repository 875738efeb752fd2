package dev.balancehistory.statement;

import com.zaxxer.hikari.HikariDataSource;
import dev.balancehistory.database.DatabaseProblem;
import dev.balancehistory.database.ReadTransaction;
import dev.balancehistory.process.Problem;
import java.io.IOException;
import java.io.OutputStream;
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
        Statement statement = files.write(files.csv(), out -> read(request, out));
        Texts texts = new Texts(request.language(), request.zone());
        if (statement.pictures() <= MOST_PICTURES) {
            files.write(files.page(), page(statement, texts, files, List.of(), null));
        } else {
            List<String> pages = files.pages(statement.accounts());
            files.write(files.page(), page(statement.summary(), texts, files, pages, null));
            for (int i = 0; i < pages.size(); i++) {
                Statement account = statement.of(statement.sections().get(i));
                files.write(pages.get(i), page(account, texts, files, List.of(), files.page()));
            }
        }
        files.writeChecksums();
        return statement;
    }

    /** Reads the history, and writes its numbers. */
    private Statement read(StatementRequest request, OutputStream csv) throws IOException {
        try (ReadTransaction transaction = ReadTransaction.begin(dataSource, Map.of())) {
            transaction.requireRecorded(request.accounts());
            return Statement.of(request, new StatementReader(transaction, request), new StatementCsv(request, csv));
        } catch (SQLException | DataAccessException e) {
            throw DatabaseProblem.of(e);
        }
    }

    private static byte[] page(
            Statement statement,
            Texts texts,
            StatementFiles files,
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
                files.hash(files.csv()),
                script ? HoverData.of(statement.sections(), request, texts) : null);
        return Templates.render(page);
    }
}
