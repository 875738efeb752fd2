package dev.balancehistory.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.balancehistory.cli.DecimalSign;
import dev.balancehistory.postgres.TestDatabase;
import dev.balancehistory.report.Column.Kind;
import dev.balancehistory.report.Dialect.Delimiter;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Text in a cell is no formula in a spreadsheet. */
@Tag("H9")
class ColumnTest {
    private static final TestDatabase DATABASE = TestDatabase.create();

    @AfterAll
    static void drop() {
        DATABASE.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "-", "=cmd|'/c x'!A1", "'=1", "'"})
    void aCellThatLooksLikeAFormulaIsMarkedAsText(String text) {
        assertThat(cell(text)).isEqualTo("'" + text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"BTC", "a=b", "1-1", " =1", "a'=1", ""})
    void otherCellsAreUnchanged(String text) {
        assertThat(cell(text)).isEqualTo(text);
    }

    private static String cell(String text) {
        String expression = new Column("cell", Kind.TEXT)
                .expression(new Dialect(Delimiter.COMMA, true, true, DecimalSign.POINT, null));
        return DATABASE.sql()
                .queryForObject("select " + expression + " from (select ?::text as cell) t", String.class, text);
    }
}
