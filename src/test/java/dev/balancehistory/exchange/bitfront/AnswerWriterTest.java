package dev.balancehistory.exchange.bitfront;

import static org.assertj.core.api.Assertions.assertThat;

import dev.balancehistory.balance.Balance;
import dev.balancehistory.balance.Snapshot;
import dev.balancehistory.exchange.Reading;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AnswerWriterTest {
    private static final Instant TIME = Instant.parse("2020-01-01T00:00:00.123Z");

    @Test
    void itLooksLikeAnAnswerAndSaysWhereItIsFrom() {
        Snapshot snapshot = new Snapshot(
                TIME,
                List.of(
                        new Balance("spot", "ETH", new BigDecimal("7E+2"), new BigDecimal("-0.10")),
                        new Balance("spot", "BTC", new BigDecimal("1E-30"), BigDecimal.ZERO)));

        assertThat(new String(AnswerWriter.write(snapshot), StandardCharsets.UTF_8))
                .isEqualTo("{\"timezone\":\"UTC\",\"responseTime\":1577836800123,\"statusCode\":1000,"
                        + "\"statusMessage\":\"made from an exported history\",\"responseData\":["
                        + "{\"currency\":\"BTC\",\"balance\":0.000000000000000000000000000001,\"availableBalance\":0},"
                        + "{\"currency\":\"ETH\",\"balance\":700,\"availableBalance\":-0.10}]}");
    }

    @Test
    void whatIsReadIsWhatWasWrittenToTheLastDigit() {
        Random random = new Random(5);
        for (int i = 0; i < 2_000; i++) {
            List<Balance> balances = new ArrayList<>();
            for (int c = random.nextInt(8); c > 0; c--) {
                balances.add(new Balance("spot", "C" + c, amount(random), amount(random)));
            }
            Snapshot snapshot = new Snapshot(TIME.plusMillis(i), balances);

            byte[] answer = AnswerWriter.write(snapshot);

            assertThat(AnswerReader.read(answer, TIME)).isInstanceOfSatisfying(Reading.Success.class, said -> {
                assertThat(said.snapshot().responseTime()).isEqualTo(snapshot.responseTime());
                assertThat(said.snapshot().balances()).containsExactlyInAnyOrderElementsOf(balances);
            });
            Collections.shuffle(balances, random);
            assertThat(AnswerWriter.write(new Snapshot(snapshot.responseTime(), balances)))
                    .isEqualTo(answer);
        }
    }

    /** Of any size that an amount may have. */
    private static BigDecimal amount(Random random) {
        int scale = random.nextInt(31);
        BigDecimal amount = new BigDecimal(new BigInteger(random.nextInt(220), random), scale);
        return amount.precision() - amount.scale() > 40 ? BigDecimal.ONE.setScale(scale) : amount;
    }
}
