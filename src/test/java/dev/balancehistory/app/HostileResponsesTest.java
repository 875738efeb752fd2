package dev.balancehistory.app;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.balancehistory.localexchange.Holdings;
import dev.balancehistory.localexchange.Misbehaviour;
import dev.balancehistory.localexchange.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** In one run, each account gets another malformed response: all are stored, and no snapshot is recorded. */
@Tag("H5")
@Tag("H6")
@Tag("H7")
@Tag("H9")
class HostileResponsesTest {
    private static final String GOOD = """
            {"timezone":"UTC","responseTime":1525239801363,"statusCode":1000,"statusMessage":"SUCCESS",
             "responseData":[{"currency":"BTC","balance":1.5,"availableBalance":1.25}]}""";

    /** The replaced parts of the good response, and their replacements. */
    private static final List<Map.Entry<String, String>> SPOILED = List.of(
            Map.entry("\"UTC\"", "\"KST\""),
            Map.entry("\"UTC\"", "null"),
            Map.entry("\"timezone\":\"UTC\",", ""),
            Map.entry("1525239801363", "1525239801"),
            Map.entry("1525239801363", "1525239801363.5"),
            Map.entry("1525239801363", "1.525239801363e12"),
            Map.entry("1525239801363", "\"1525239801363\""),
            Map.entry("1525239801363", "-1525239801363"),
            Map.entry("1525239801363", "9223372036854775808"),
            Map.entry("1525239801363", "99999999999999"),
            Map.entry("1525239801363", "null"),
            Map.entry("1525239801363", "01525239801363"),
            Map.entry("1000", "\"1000\""),
            Map.entry("1000", "1000.0"),
            Map.entry("1000", "true"),
            Map.entry("1000", "4294968296"),
            Map.entry("\"statusCode\":1000,", ""),
            Map.entry("\"SUCCESS\"", "null"),
            Map.entry("\"SUCCESS\"", "{}"),
            Map.entry("[{", "{"),
            Map.entry("}]}", "}}"),
            Map.entry("[{", "null,\"x\":[{"),
            Map.entry("[{", "[[{"),
            Map.entry("[{", "[null,{"),
            Map.entry("[{", "[1,{"),
            Map.entry("\"BTC\"", "null"),
            Map.entry("\"BTC\"", "7"),
            Map.entry("\"BTC\"", "\"\""),
            Map.entry("\"BTC\"", "\"\\u3000BTC\""),
            Map.entry("\"BTC\"", "\"\\u2028BTC\""),
            Map.entry("\"BTC\"", "\"\\u2066BTC\""),
            Map.entry("\"BTC\"", "\"B TC\""),
            Map.entry("\"BTC\"", "\"BTC\\u0000\""),
            Map.entry("\"BTC\"", "\"\\u202eBTC\""),
            Map.entry("\"BTC\"", "\"BTC\\n\""),
            Map.entry("\"BTC\"", "\"" + "B".repeat(5_000) + "\""),
            Map.entry("\"BTC\"", "\"\\ud800\""),
            Map.entry("\"currency\":\"BTC\",", ""),
            Map.entry("\"balance\":1.5,", ""),
            Map.entry("\"balance\":1.5,", "\"balance\":1.5,\"balance\":2,"),
            Map.entry(":1.5", ":\"1.5\""),
            Map.entry(":1.5", ":null"),
            Map.entry(":1.5", ":NaN"),
            Map.entry(":1.5", ":Infinity"),
            Map.entry(":1.5", ":+1.5"),
            Map.entry(":1.5", ":.5"),
            Map.entry(":1.5", ":1."),
            Map.entry(":1.5", ":0x1F"),
            Map.entry(":1.5", ":1,5"),
            Map.entry(":1.5", ":1e999999999"),
            Map.entry(":1.5", ":1e-999999999"),
            Map.entry(":1.5", ":1e99999999999"),
            Map.entry(":1.5", ":1E+131072"),
            Map.entry(":1.5", ":0." + "0".repeat(30) + "1"),
            Map.entry(":1.5", ":1" + "0".repeat(40)),
            Map.entry(":1.5", ":" + "9".repeat(10_000)),
            Map.entry(":1.5", ":[1.5]"),
            Map.entry(":1.5", ":{\"a\":" + "[".repeat(200) + "]".repeat(200) + "}"),
            Map.entry("]}", "],}"),
            Map.entry("]}", "]}{}"),
            Map.entry("]}", "]} x"),
            Map.entry("{\"timezone\"", "/* */{\"timezone\""),
            Map.entry("\"timezone\"", "'timezone'"),
            Map.entry("\"timezone\":\"UTC\"", "\"timezone\":\"UTC\",\"timezone\":\"UTC\""),
            Map.entry("}]}", "},{\"currency\":\"BTC\",\"balance\":1,\"availableBalance\":1}]}"));

    @Test
    void everyMalformedResponseIsStoredWithAReason() {
        List<byte[]> bodies = new ArrayList<>();
        for (String body :
                List.of("", " ", "null", "[]", "7", "\"text\"", "<html><body>Maintenance</body></html>", "{}")) {
            bodies.add(body.getBytes(UTF_8));
        }
        bodies.add(("\ufeff" + GOOD).getBytes(UTF_8));
        bodies.add(GOOD.getBytes(UTF_16));
        bodies.add(GOOD.replace("SUCCESS", "SUCC\u00e8S").getBytes(ISO_8859_1));
        bodies.add(new byte[10]);
        SPOILED.forEach(change -> {
            String spoiled = GOOD.replace(change.getKey(), change.getValue());
            assertThat(spoiled).isNotEqualTo(GOOD);
            bodies.add(spoiled.getBytes(UTF_8));
        });
        try (Workbench bench = new Workbench(Settings.strict().withoutRateLimits())) {
            for (int i = 0; i < bodies.size(); i++) {
                bench.account("a" + i, Holdings.seed());
                bench.exchange.always("key-a" + i, Misbehaviour.body(bodies.get(i)));
            }

            Workbench.Ended run = bench.run("record");

            assertThat(run.code()).as(run.err()).isEqualTo(65);
            assertThat(run.err().lines()).hasSize(bodies.size()).allMatch(line -> line.startsWith("balance-history: "));
            assertThat(run.err()).doesNotContain("the reader failed");
            assertThat(bench.database.count("select from snapshot")).isZero();
            assertThat(bench.database.count("select from balance")).isZero();
            List<Map<String, Object>> kept = bench.database
                    .sql()
                    .queryForList("select substr(name, 2)::int as number, body, state_reason from balance_response"
                            + " join account using (account_id) where state = 'rejected' order by 1");
            assertThat(kept).hasSize(bodies.size());
            for (int i = 0; i < bodies.size(); i++) {
                assertThat((byte[]) kept.get(i).get("body")).isEqualTo(bodies.get(i));
                assertThat((String) kept.get(i).get("state_reason"))
                        .hasSizeBetween(8, 400)
                        .doesNotContainPattern("\\p{Cntrl}");
            }
        }
    }
}
