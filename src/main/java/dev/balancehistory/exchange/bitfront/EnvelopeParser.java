package dev.balancehistory.exchange.bitfront;

import dev.balancehistory.balance.Amount;
import dev.balancehistory.balance.Balance;
import dev.balancehistory.exchange.http.StrictJson;
import dev.balancehistory.process.Printable;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Parses the JSON of a response token by token, so that every digit is read from the received text. */
final class EnvelopeParser {
    private static final Instant EARLIEST = Instant.parse("2009-01-01T00:00:00Z");
    private static final Instant TOO_LATE = Instant.parse("+10000-01-01T00:00:00Z");
    private static final int MAX_CODE = 40;

    /** The only wallet of the exchange. */
    private static final String WALLET = "spot";

    private final JsonParser json;
    private boolean timezone;
    private @Nullable Instant responseTime;
    private @Nullable Integer statusCode;
    private @Nullable String statusMessage;
    private @Nullable List<Balance> balances;
    private @Nullable String flaw;

    private EnvelopeParser(JsonParser json) {
        this.json = json;
    }

    /**
     * Parses a response.
     *
     * @throws StrictJson.TruncatedException if the text is truncated
     * @throws IllegalArgumentException if it is not as documented; the message is the reason
     */
    static Envelope parse(byte[] text) {
        return parsed(text).envelope();
    }

    /** Returns the response time of a response that may lack all other fields. Throws like {@link #parse}. */
    static Instant responseTime(byte[] text) {
        return possible(parsed(text).responseTime);
    }

    private static EnvelopeParser parsed(byte[] text) {
        return StrictJson.read(text, json -> {
            EnvelopeParser parser = new EnvelopeParser(json);
            parser.walk();
            return parser;
        });
    }

    private void walk() {
        JsonToken first = json.nextToken();
        require(first != null, "it is empty");
        require(first == JsonToken.START_OBJECT, "it is not a JSON object");
        while (json.nextToken() != JsonToken.END_OBJECT) {
            field(json.currentName(), json.nextToken());
        }
        require(json.nextToken() == null, "there is more text after the JSON object");
    }

    private Envelope envelope() {
        require(timezone, "its timezone is missing");
        if (statusCode == null || statusMessage == null) {
            throw new IllegalArgumentException("it lacks statusCode or statusMessage");
        }
        return new Envelope(possible(responseTime), statusCode, statusMessage, balances, flaw);
    }

    private static Instant possible(@Nullable Instant time) {
        if (time == null) {
            throw new IllegalArgumentException("it lacks responseTime");
        }
        require(!time.isBefore(EARLIEST), "its responseTime " + time + " lies before 2009");
        require(time.isBefore(TOO_LATE), "its responseTime " + time + " lies after the year 9999");
        return time;
    }

    private void field(String name, JsonToken token) {
        switch (name) {
            case "timezone" -> {
                require(token == JsonToken.VALUE_STRING && json.getString().equals("UTC"), "its timezone is not UTC");
                timezone = true;
            }
            case "responseTime" -> responseTime = Instant.ofEpochMilli(integer(name, token));
            case "statusCode" -> statusCode = statusCode(token);
            case "statusMessage" -> {
                require(token == JsonToken.VALUE_STRING, "its statusMessage is not a string");
                statusMessage = json.getString();
            }
            case "responseData" -> responseData(token);
            default -> json.skipChildren();
        }
    }

    private int statusCode(JsonToken token) {
        long code = integer("statusCode", token);
        require(code == (int) code, "its statusCode is out of range");
        return (int) code;
    }

    private long integer(String name, JsonToken token) {
        require(token == JsonToken.VALUE_NUMBER_INT, "its " + name + " is not a whole number");
        try {
            return Long.parseLong(json.getString());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("its " + name + " is out of range", e);
        }
    }

    /** Reads to the end of the value. A flaw is noted, and matters only if the response reports success. */
    private void responseData(JsonToken token) {
        if (token != JsonToken.START_ARRAY) {
            note("its responseData is not an array");
            json.skipChildren();
            return;
        }
        balances = new ArrayList<>();
        for (JsonToken entry = json.nextToken(); entry != JsonToken.END_ARRAY; entry = json.nextToken()) {
            if (entry == JsonToken.START_OBJECT) {
                balance(balances);
            } else {
                note("its responseData lists something that is not an object");
                json.skipChildren();
            }
        }
    }

    private void balance(List<Balance> into) {
        String currency = null;
        BigDecimal total = null;
        BigDecimal available = null;
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = json.currentName();
            JsonToken token = json.nextToken();
            switch (name) {
                case "currency" -> currency = token == JsonToken.VALUE_STRING ? json.getString() : null;
                case "balance" -> total = amount(name, token);
                case "availableBalance" -> available = amount(name, token);
                default -> {}
            }
            json.skipChildren();
        }
        if (currency == null || total == null || available == null) {
            note("an entry of its responseData lacks currency, balance or availableBalance in the documented form");
            return;
        }
        try {
            into.add(new Balance(WALLET, currency, total, available));
        } catch (IllegalArgumentException e) {
            note("'" + Printable.text(currency, MAX_CODE) + "' in its responseData " + e.getMessage());
        }
    }

    private @Nullable BigDecimal amount(String name, JsonToken token) {
        if (!token.isNumeric()) {
            note("an entry's " + name + " in its responseData is not a number");
            return null;
        }
        try {
            return Amount.read(json.getString());
        } catch (IllegalArgumentException e) {
            note("an entry's " + name + " in its responseData " + e.getMessage());
            return null;
        }
    }

    private void note(String newFlaw) {
        if (flaw == null) {
            flaw = newFlaw;
        }
    }

    private static void require(boolean met, String otherwise) {
        if (!met) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
