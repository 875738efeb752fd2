package dev.balancehistory.exchange.http;

import java.util.function.Function;

/**
 * The code by which each body of an exchange reports success or a failure.
 *
 * @param field the name of the field with the code
 * @param messageField the name of the field with the message, which a body may lack
 * @param success the code of success
 */
public record ResultCode(String field, String messageField, String success) {
    /** Returns the content that this function reads from a body of a success, or the failure that the body reports. */
    public Part read(Json body, Function<Json, Part> content) {
        String code = body.code(field);
        String message = body.textOrEmpty(messageField);
        return code.equals(success) ? content.apply(body).success(code, message) : Part.fault(code, message);
    }

    /**
     * Returns a body that reports success.
     *
     * @throws IllegalArgumentException if the body reports a failure
     */
    public Json succeeded(Json body) {
        String code = body.code(field);
        if (!code.equals(success)) {
            throw new IllegalArgumentException(
                    "the exchange reports " + code + " (" + body.textOrEmpty(messageField) + ")");
        }
        return body;
    }
}
