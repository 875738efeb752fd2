package dev.balancehistory.job;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.springframework.batch.core.repository.ExecutionContextSerializer;

/**
 * Keeps nothing in execution contexts and reads nothing from them. What Spring Batch does unless told otherwise, Java's
 * own deserialization, would run the code of whoever can write its tables.
 */
final class NoContext implements ExecutionContextSerializer {
    @Override
    public void serialize(Map<String, Object> context, OutputStream out) throws IOException {
        if (!context.isEmpty()) {
            throw new IllegalArgumentException("a run keeps no state in its context: " + context.keySet());
        }
        out.write("{}".getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public Map<String, Object> deserialize(InputStream in) {
        return new HashMap<>();
    }
}
