package dev.balancehistory.balance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ResponseBodyTest {
    private static final byte[] BYTES = "one,two".getBytes(UTF_8);

    @Test
    void oneBodyHasNoLengths() {
        ResponseBody body = ResponseBody.of(BYTES);
        assertThat(body.partLengths()).isNull();
        assertThat(body.bytes()).isEqualTo(BYTES);
        assertThat(body.parts()).containsExactly(BYTES);
        assertThat(ResponseBody.of(new byte[0]).parts()).containsExactly(new byte[0]);
    }

    @Test
    void severalBodiesAreConcatenated() {
        ResponseBody body = new ResponseBody(BYTES, new int[] {4, 0, 3});
        assertThat(body.parts().stream().map(part -> new String(part, UTF_8))).containsExactly("one,", "", "two");
    }

    @Test
    void theSplitBodiesMakeTheSameBytes() {
        Random random = new Random(4);
        for (int i = 0; i < 1_000; i++) {
            List<byte[]> parts = new ArrayList<>();
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            int[] lengths = new int[1 + random.nextInt(5)];
            for (int p = 0; p < lengths.length; p++) {
                byte[] part = new byte[random.nextInt(20)];
                random.nextBytes(part);
                parts.add(part);
                bytes.writeBytes(part);
                lengths[p] = part.length;
            }
            assertThat(new ResponseBody(bytes.toByteArray(), lengths).parts()).containsExactlyElementsOf(parts);
        }
    }

    @Test
    void theLengthsMustBeThoseOfTheBytes() {
        List<int[]> wrong = List.of(
                new int[] {},
                new int[] {6},
                new int[] {8},
                new int[] {3, 3},
                new int[] {4, 4},
                new int[] {-1, 8},
                new int[] {8, -1},
                new int[] {0},
                new int[] {Integer.MAX_VALUE, Integer.MAX_VALUE, 9},
                new int[] {Integer.MIN_VALUE, Integer.MIN_VALUE, 7});
        for (int[] lengths : wrong) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new ResponseBody(BYTES, lengths))
                    .withMessageEndingWith(" bytes do not make 7");
        }
    }

    @Test
    void bodiesAreJoinedInOrderAndASingleOneHasNoLengths() {
        ResponseBody joined = ResponseBody.joined(List.of("ab".getBytes(UTF_8), new byte[0], "c".getBytes(UTF_8)));
        assertThat(joined.bytes()).asString().isEqualTo("abc");
        assertThat(joined.partLengths()).containsExactly(2, 0, 1);
        assertThat(ResponseBody.joined(List.of(BYTES)).partLengths()).isNull();
    }

    @Test
    void theHashIsThatOfAllBytesInAnyDivision() {
        assertThat(HexFormat.of()
                        .formatHex(ResponseBody.of("abc".getBytes(UTF_8)).sha256()))
                .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assertThat(new ResponseBody(BYTES, new int[] {4, 3}).sha256())
                .isEqualTo(ResponseBody.of(BYTES).sha256());
    }
}
