package dev.balancehistory.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.balancehistory.localexchange.Holdings;
import dev.balancehistory.localexchange.Misbehaviour;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The contents of Spring Batch's tables are data, and never objects to deserialize. */
class StoredContextTest {
    private static final AtomicBoolean RAN = new AtomicBoolean();

    /** Runs code when it is read by Java's own deserialization. */
    private static final class Trap implements Serializable {
        private static final long serialVersionUID = 1L;

        private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
            in.defaultReadObject();
            RAN.set(true);
        }
    }

    @Test
    @Tag("C13")
    void aStoredObjectIsNotDeserialized() throws IOException {
        try (Workbench bench = new Workbench().account("main", Holdings.seed())) {
            bench.exchange.next("key-main", Misbehaviour.body("<html>Login</html>"));
            assertThat(bench.run("record", "--slot=2026-01-01T00:00:00Z").code())
                    .isEqualTo(65);
            for (String of : new String[] {"job", "step"}) {
                assertThat(bench.database
                                .sql()
                                .update(
                                        "insert into batch.batch_" + of + "_execution_context (" + of
                                                + "_execution_id, short_context) select " + of
                                                + "_execution_id, ? from batch.batch_" + of + "_execution",
                                        trap()))
                        .isPositive();
            }

            Workbench.Ended restart = bench.run("record", "--slot=2026-01-01T00:00:00Z");

            assertThat(restart.code()).as(restart.err()).isZero();
            assertThat(RAN).isFalse();
            for (String of : new String[] {"job", "step"}) {
                assertThat(bench.database.count("select from batch.batch_" + of + "_execution_context join batch.batch_"
                                + of + "_execution using (" + of + "_execution_id)"
                                + " where short_context <> '" + trap() + "'"))
                        .as("nothing is stored there")
                        .isZero();
            }
        }
    }

    private static String trap() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(new HashMap<>(Map.of("trap", new Trap())));
        }
        return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }
}
