package dev.balancehistory.localexchange.venue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The other bodies of an exchange: its time, the rights of a key, its documented failures. */
class VenueFaultTest {

    private static final Instant NOW = Instant.parse("2026-11-28T12:00:00.250Z");

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            BINANCE  | /api/v3/time            | {"serverTime":1795867200250}
            MEXC     | /api/v3/time            | {"serverTime":1795867200250}
            KRAKEN   | /0/public/Time          | {"error":[],"result":{"unixtime":1795867200,"rfc1123":"Sat, 28 Nov 26 12:00:00 +0000"}}
            COINBASE | /api/v3/brokerage/time  | {"iso":"2026-11-28T12:00:00.250Z","epochSeconds":"1795867200","epochMillis":"1795867200250"}
            BYBIT    | /v5/market/time         | {"retCode":0,"retMsg":"OK","result":{"timeSecond":"1795867200","timeNano":"1795867200250000000"},"retExtInfo":{},"time":1795867200250}
            OKX      | /api/v5/public/time     | {"code":"0","msg":"","data":[{"ts":"1795867200250"}]}
            KUCOIN   | /api/v1/timestamp       | {"code":"200000","data":1795867200250}
            """)
    void theTimeNeedsNoKey(Venue venue, String path, String body) {
        Call call = VenueClient.call("GET", "localhost", path, "", "");
        assertThat(open(venue).decide(call).response(NOW, List.of()).body()).isEqualTo(body);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            UPBIT    | /v1/api_keys                        | "expire_at":"2027-02-26T12:00:00.250Z"  | "expire_at"
            BITHUMB  | /v1/api_keys                        | "expire_at":"2027-02-26T12:00:00.250Z"  | "expire_at"
            BINANCE  | /sapi/v1/account/apiRestrictions    | "enableWithdrawals":false               | "enableWithdrawals":true
            KRAKEN   | /0/private/GetApiKeyInfo            | "permissions":["query-funds"]           | "withdraw-funds"
            COINBASE | /api/v3/brokerage/key_permissions   | "can_trade":false,"can_transfer":false  | "can_trade":true,"can_transfer":true
            BYBIT    | /v5/user/query-api                  | "readOnly":1                            | "readOnly":0
            OKX      | /api/v5/account/config              | "perm":"read_only"                      | "perm":"read_only,trade,withdraw"
            KUCOIN   | /api/v1/user/api-key                | "permission":"General"                  | "permission":"General,Spot,Withdrawal"
            """)
    void aKeyMayReadAloneUnlessPermittedMore(Venue venue, String path, String readOnly, String more) {
        VenueApi api = open(venue);
        Ruling ruling = api.decide(signed(venue, path, ""));
        assertThat(ruling.kind()).isEqualTo(Kind.KEY);
        assertThat(ruling.response(NOW, List.of()).body()).contains(readOnly);
        api.permit(VenueClients.of(venue).identity().key(), Set.of(Permission.values()));
        assertThat(ruling.response(NOW, List.of()).body()).contains(more);
    }

    @ParameterizedTest
    @EnumSource
    void eachFaultHasItsStatusAndBody(Venue venue) {
        VenueApi api = open(venue);
        Ruling ruling = api.decide(VenueClient.call("GET", "localhost", "/", "", ""));
        assertThat(api.faults()).hasSizeGreaterThan(5);
        for (Fault fault : venue.rules().faults()) {
            VenueResponse response = ruling.fault(fault.name(), NOW);
            assertThat(response.status()).isEqualTo(fault.status());
            assertThat(response.code()).isEqualTo(fault.code());
            assertThat(response.success()).isFalse();
            assertThat(response.body()).contains(fault.message());
            assertThat(response.headers()).containsAllEntriesOf(fault.headers());
        }
        assertThatThrownBy(() -> ruling.fault("no fault", NOW)).hasMessageContaining("documented are");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            UPBIT    | nonce_used         | 401 | {"error":{"name":"nonce_used","message":"이미 사용된 nonce입니다."}}
            BINANCE  | -1021              | 400 | {"code":-1021,"msg":"Timestamp for this request is outside of the recvWindow."}
            KRAKEN   | EAPI:Invalid nonce | 200 | {"error":["EAPI:Invalid nonce"]}
            KRAKEN   | EService:Throttled | 200 | {"error":["EService:Throttled: 1795867205"]}
            COINBASE | PERMISSION_DENIED  | 403 | {"error":"PERMISSION_DENIED","error_details":"Missing required scopes","message":"Missing required scopes"}
            BYBIT    | 10003              | 200 | {"retCode":10003,"retMsg":"API key is invalid.","result":{},"retExtInfo":{},"time":1795867200250}
            OKX      | 50111              | 401 | {"code":"50111","msg":"Invalid OK-ACCESS-KEY","data":[]}
            KUCOIN   | 400005             | 401 | {"code":"400005","msg":"Signature error"}
            GATE     | INVALID_KEY        | 401 | {"label":"INVALID_KEY","message":"Invalid key provided"}
            BITSTAMP | API0004            | 403 | {"status":"error","reason":"Invalid nonce","code":"API0004"}
            BITSTAMP | API0005            | 403 | {"status":"error","reason":"Invalid signature","code":"API0005"}
            BITSTAMP | API0001            | 403 | {"status":"error","reason":"API key not found","code":"API0001"}
            """)
    void aFaultIsWrittenAsDocumented(Venue venue, String fault, int status, String body) {
        VenueResponse response = open(venue)
                .decide(VenueClient.call("GET", "localhost", "/", "", ""))
                .fault(fault, NOW);
        assertThat(response.body()).isEqualTo(body);
        assertThat(response.status()).isEqualTo(status);
    }

    private static Call signed(Venue venue, String path, String query) {
        VenueClient client = VenueClients.of(venue);
        return client.signed(client.identity(), NOW, "localhost", path, query);
    }

    private static VenueApi open(Venue venue) {
        return VenueClients.of(venue).open(() -> NOW, true);
    }
}
