package dev.balancehistory.exchange.bitfront;

import dev.balancehistory.balance.Balance;
import dev.balancehistory.balance.Snapshot;
import java.io.ByteArrayOutputStream;
import java.util.Comparator;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Writes an answer as the exchange would have: for balances that are known, but not from an answer. */
final class AnswerWriter {
    private static final JsonFactory JSON = new JsonFactory();

    /** Says, wherever the answer is looked at, that no exchange has sent it. */
    private static final String MESSAGE = "made from an exported history";

    private AnswerWriter() {}

    static byte[] write(Snapshot snapshot) {
        List<Balance> balances = snapshot.balances().stream()
                .sorted(Comparator.comparing(Balance::currency))
                .toList();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
            json.writeStartObject();
            json.writeStringProperty("timezone", "UTC");
            json.writeNumberProperty("responseTime", snapshot.responseTime().toEpochMilli());
            json.writeNumberProperty("statusCode", StatusCode.SUCCESS);
            json.writeStringProperty("statusMessage", MESSAGE);
            json.writeArrayPropertyStart("responseData");
            for (Balance balance : balances) {
                json.writeStartObject();
                json.writeStringProperty("currency", balance.currency());
                // As text, so that every digit stays.
                json.writeName("balance").writeNumber(balance.total().toPlainString());
                json.writeName("availableBalance")
                        .writeNumber(balance.available().toPlainString());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        return bytes.toByteArray();
    }
}
