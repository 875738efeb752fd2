package dev.balancehistory.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TextTableTest {
    @Test
    void aRemarkBehindANumberIsNotPartOfItsDigits() {
        TextTable table = new TextTable("", "Opening");
        table.row("KRW", "623731 (1/2)");
        table.row("BTC", "9403.23733004 (1/2)");
        table.row("ETH", "2.5");

        assertThat(table.lines())
                .containsExactly(
                        "                   Opening",
                        "KRW  623731          (1/2)",
                        "BTC    9403.23733004 (1/2)",
                        "ETH       2.5");
    }

    @Test
    void aWideCharacterTakesTwoColumns() {
        TextTable table = new TextTable("통화", "기말 잔액");
        table.row("BTC", "1.50");
        table.row("测试", "보고 없음");

        assertThat(table.lines())
                .containsExactly(
                        "통화  기말 잔액", //
                        "BTC        1.50",
                        "测试  보고 없음");
    }
}
