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

/** Text in a cell is no formula and no value in a spreadsheet. */
@Tag("H9")
class ColumnTest {
    private static final TestDatabase DATABASE = TestDatabase.create();

    @AfterAll
    static void drop() {
        DATABASE.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // Formulas.
                "=1+1",
                "+1",
                "-1",
                "@SUM(A1)",
                "\t=1",
                "\r=1",
                "-",
                "=cmd|'/c x'!A1",
                "'=1",
                "'",
                // Values.
                "007",
                "1E5",
                "1e+05",
                ".5",
                "1,5",
                "1.2.3",
                "1-2",
                "1/2",
                "12:30",
                "5 %",
                "(5)",
                "$5",
                "2026-10",
                "2026-10-01T00:00Z",
                "1 pm",
                "12:30am",
                "TRUE",
                "false",
                "Wahr",
                "MAR1",
                "1-Mar",
                "Sept 2",
                "10. Dez 2026",
                "1월 2일",
                "₩5"
            })
    void aCellThatLooksLikeAFormulaOrAValueIsMarkedAsText(String text) {
        assertThat(cell(text)).isEqualTo("'" + text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "BTC",
                "a=b",
                " =1",
                "a'=1",
                "",
                "1INCH",
                "main1",
                "MAIN-2",
                "may",
                "E5",
                "T1",
                "2a",
                "A1",
                "3CRV",
                "1 x 5000 ERROR",
                "계정1",
                "truely",
                "decent2"
            })
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
