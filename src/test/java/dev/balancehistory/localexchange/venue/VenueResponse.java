package dev.balancehistory.localexchange.venue;

import java.util.List;
import java.util.Map;

/**
 * A whole response of an exchange.
 *
 * @param status the HTTP status
 * @param headers the headers besides Date and Content-Length
 * @param body the body
 * @param code the exchange's own code of a failure; empty for a success
 * @param listed the assets in the body
 */
public record VenueResponse(int status, Map<String, String> headers, String body, String code, List<Asset> listed) {

    public boolean success() {
        return code.isEmpty();
    }
}
