package dev.balancehistory.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.balancehistory.balance.Balance;
import dev.balancehistory.balance.ResponseBody;
import dev.balancehistory.balance.Snapshot;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The format {@code balance-history/1}: written once, read for ever, and one form for each snapshot. */
class ExportedSnapshotReaderTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Snapshot SNAPSHOT = new Snapshot(
            Instant.parse("2018-05-02T05:43:21.363Z"),
            List.of(balance("spot", "币安人生", "0.10"), balance("funding", "BTC", "-1.50")));
    private static final String TEXT = """
            balance-history/1
            account main
            exchange kraken
            response_time 2018-05-02T05:43:21.363Z
            time_source http_date
            origin spooled
            funding BTC -1.50 -1.50
            spot 币安人生 0.10 0.10
            """;

    private final ExportedSnapshotReader reader = new ExportedSnapshotReader();

    private static Balance balance(String wallet, String currency, String amount) {
        return new Balance(wallet, currency, new BigDecimal(amount), new BigDecimal(amount));
    }

    private Reading read(String text) {
        return reader.read(ResponseBody.of(text.getBytes(StandardCharsets.UTF_8)), NOW);
    }

    @Test
    void aSnapshotIsWrittenAndRead() {
        assertThat(ExportedSnapshotReader.write("main", "kraken", "http_date", "spooled", SNAPSHOT))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo(TEXT);
        assertThat(read(TEXT)).isEqualTo(new Reading.Success(SNAPSHOT.balances(), SNAPSHOT.responseTime(), null, null));
    }

    @Test
    void aSnapshotMayHaveNoBalance() {
        assertThat(read(TEXT.substring(0, TEXT.indexOf("funding"))))
                .isEqualTo(new Reading.Success(List.of(), SNAPSHOT.responseTime(), null, null));
    }

    @Test
    void theDocumentedExampleIsOne() throws IOException {
        Matcher example = Pattern.compile("(?s)```\n(balance-history/1\n.*?)```")
                .matcher(Files.readString(Path.of("docs/import.md")));
        assertThat(example.find()).isTrue();

        assertThat(read(example.group(1))).isInstanceOf(Reading.Success.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            balance-history/1              | balance-history/2                | lacks its head
            account main~                  | ""                               | lacks account in line 2
            time_source http_date          | time_source: http_date           | lacks time_source in line 5
            -1.50 -1.50                    | -1.50                            | has a line of 3 words instead of 4
            -1.50 -1.50                    | -1.50 -1.50 0                    | has a line of 5 words instead of 4
            -1.50 -1.50                    | -1.50  -1.50                     | has a line of 5 words instead of 4
            -1.50 -1.50                    | -1.50 x                          | is not a number
            -1.50 -1.50                    | -15E-1 -1.50                     | is not as it is written
            0.10 0.10~                     | 0.10 0.10                        | is not as it is written
            0.10 0.10~                     | 0.10 0.10~~                      | has a line of 1 words instead of 4
            funding BTC                    | zfunding BTC                     | is not as it is written
            funding BTC                    | Funding BTC                      | is not in a wallet of a proper name
            spot 币安人生                  | funding BTC                      | lists the currency BTC twice
            2018-05-02T05:43:21.363Z       | 2018-05-02T05:43:21.363000Z      | is not as it is written
            2018-05-02T05:43:21.363Z       | 2018-05-02T05:43:21.363+00:00    | is not as it is written
            2018-05-02T05:43:21.363Z       | 2018-05-02T05:43:21.363123Z      | has a response_time that is finer than a millisecond
            2018-05-02T05:43:21.363Z       | yesterday                        | has a response_time that is not an instant
            2018-05-02T05:43:21.363Z       | 2008-12-31T23:59:59.999Z         | has a response_time that is before 2009 or more than a day ahead
            2018-05-02T05:43:21.363Z       | 2026-01-02T00:00:00.001Z         | has a response_time that is before 2009 or more than a day ahead
            """)
    void allElseIsRejected(String part, String other, String reason) {
        String text = TEXT.replace(part.replace('~', '\n'), other.replace('~', '\n'));
        assertThat(text).isNotEqualTo(TEXT);

        assertThat(read(text))
                .isEqualTo(new Reading.Refusal("it is not of the format balance-history/1: it " + reason, false));
    }

    @Test
    void soAreBytesThatAreNotUtf8AndParts() {
        assertThat(reader.read(ResponseBody.of(new byte[] {(byte) 0xff}), NOW))
                .isEqualTo(new Reading.Refusal("it is not UTF-8", false));
        byte[] body = TEXT.getBytes(StandardCharsets.UTF_8);
        assertThat(reader.read(new ResponseBody(body, new int[] {body.length}), NOW))
                .isEqualTo(new Reading.Refusal("it is not of the format balance-history/1: it has parts", false));
    }
}
