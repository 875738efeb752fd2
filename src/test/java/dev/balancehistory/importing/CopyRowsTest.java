package dev.balancehistory.importing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.balancehistory.recording.TestHistory;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** PostgreSQL stores the amounts of COPY to the last zero. */
class CopyRowsTest {
    @Test
    void everyAmountIsCopiedWithItsDigits() throws Exception {
        List<BigDecimal> sent = new ArrayList<>(List.of(
                BigDecimal.ZERO,
                new BigDecimal("0.00"),
                new BigDecimal("-0.5"),
                new BigDecimal("1E+2"),
                new BigDecimal("10000")));
        Random random = new Random(1);
        for (int i = 0; i < 20_000; i++) {
            BigInteger digits = new BigInteger(random.nextInt(1, 130), random);
            int scale = random.nextInt(-3, 31);
            BigDecimal amount = new BigDecimal(random.nextBoolean() ? digits : digits.negate(), scale);
            sent.add(random.nextInt(3) == 0 ? amount.movePointRight(4 * random.nextInt(3)) : amount);
        }
        try (TestHistory test = new TestHistory();
                Connection connection = test.pool.getConnection()) {
            connection.setAutoCommit(false);
            connection
                    .createStatement()
                    .execute("create temporary table sent (place int, amount numeric) on commit drop");
            CopyRows rows = CopyRows.into(connection, "sent (place, amount)");
            for (int i = 0; i < sent.size(); i++) {
                rows.row(2).int4(i).number(sent.get(i));
            }
            rows.end();

            List<String> stored = new ArrayList<>();
            ResultSet all = connection.createStatement().executeQuery("select amount::text from sent order by place");
            while (all.next()) {
                stored.add(all.getString(1));
            }
            assertThat(stored)
                    .isEqualTo(sent.stream().map(BigDecimal::toPlainString).toList());
        }
    }
}
