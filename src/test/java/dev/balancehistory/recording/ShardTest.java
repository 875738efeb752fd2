package dev.balancehistory.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which of several processes records an account. */
class ShardTest {
    /** By {@code sha256sum}: a release that computed otherwise would record an account twice or never, while it rolls out. */
    @ParameterizedTest
    @CsvSource({
        "main, 1/4",
        "second, 0/4",
        "hedge, 0/4",
        "otc, 3/4",
        "main, 1/7",
        "second, 6/7",
        "hedge, 6/7",
        "main, 0/1"
    })
    void anAccountsShareNeverChanges(String account, String shard) {
        assertThat(Shard.parse(shard).has(account)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 64, 1000})
    void eachAccountIsInExactlyOneShare(int count) {
        List<Shard> shards =
                IntStream.range(0, count).mapToObj(i -> new Shard(i, count)).toList();
        for (int i = 0; i < 200; i++) {
            String account = "account-" + i;
            assertThat(shards).filteredOn(shard -> shard.has(account)).hasSize(1);
        }
    }

    @Test
    void numberedAccountsSpreadEvenly() {
        for (int index = 0; index < 4; index++) {
            Shard shard = new Shard(index, 4);
            long accounts = IntStream.range(0, 10_000)
                    .filter(i -> shard.has("account-" + i))
                    .count();
            assertThat(accounts).isBetween(2_300L, 2_700L);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"4/4", "1/0", "0", "/4", "0/", "-1/4", "0/4/4", "a/b", "0 / 4", "0/999999", "٠/٤"})
    void aMalformedShareIsRejected(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Shard.parse(text)).withMessageContaining(text);
    }
}
