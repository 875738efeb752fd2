package dev.balancehistory.localexchange.venue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The bodies are those of the documents, and have each digit of what the account holds. */
class VenueBodyTest {

    private static final Instant NOW = Instant.parse("2026-11-28T12:00:00.250Z");

    /** {@code '} stands for the quotation mark. */
    static Stream<Arguments> bodies() {
        String korean = "[{'currency':'BTC','balance':'0.25','locked':'0.05','avg_buy_price':'0',"
                + "'avg_buy_price_modified':false,'unit_currency':'KRW'},{'currency':'X','balance':'0','locked':'0',"
                + "'avg_buy_price':'0','avg_buy_price_modified':false,'unit_currency':'KRW'}]";
        return Stream.of(
                body(Venue.UPBIT, "/v1/accounts", "", korean),
                body(Venue.BITHUMB, "/v1/accounts", "", korean),
                body(
                        Venue.BINANCE,
                        "/api/v3/account",
                        "omitZeroBalances=true",
                        "{'makerCommission':10,'canTrade':false,'updateTime':1795780800250,'accountType':'SPOT',"
                                + "'balances':[{'asset':'BTC','free':'0.25000000','locked':'0.05000000'}],"
                                + "'permissions':['SPOT'],'uid':1}"),
                body(
                        Venue.BINANCE,
                        "/api/v3/account",
                        "",
                        "{'makerCommission':10,'canTrade':false,'updateTime':1795780800250,'accountType':'SPOT',"
                                + "'balances':[{'asset':'BTC','free':'0.25000000','locked':'0.05000000'},"
                                + "{'asset':'X','free':'0.00000000','locked':'0.00000000'}],"
                                + "'permissions':['SPOT'],'uid':1}"),
                body(
                        Venue.MEXC,
                        "/api/v3/account",
                        "",
                        "{'canTrade':false,'updateTime':null,'accountType':'SPOT','balances':["
                                + "{'asset':'BTC','free':'0.25','locked':'0.05'},{'asset':'X','free':'0','locked':'0'}],"
                                + "'permissions':['SPOT']}"),
                body(
                        Venue.KRAKEN,
                        "/0/private/BalanceEx",
                        "",
                        "{'error':[],'result':{'BTC':{'balance':'0.30','hold_trade':'0.05'},"
                                + "'X':{'balance':'0','hold_trade':'0'}}}"),
                body(
                        Venue.BYBIT,
                        "/v5/account/wallet-balance",
                        "accountType=UNIFIED",
                        "{'retCode':0,'retMsg':'OK','result':{'list':[{'accountType':'UNIFIED','totalEquity':'120.5',"
                                + "'coin':[{'coin':'BTC','walletBalance':'0.30','locked':'0.05','equity':'0.30',"
                                + "'spotBorrow':'0','borrowAmount':'0','bonus':'0','availableToWithdraw':''}]}]},"
                                + "'retExtInfo':{},'time':1795867200250}"),
                body(
                        Venue.BYBIT,
                        "/v5/asset/transfer/query-account-coins-balance",
                        "accountType=FUND",
                        "{'retCode':0,'retMsg':'OK','result':{'accountType':'FUND','balance':[{'coin':'BTC',"
                                + "'transferBalance':'1','walletBalance':'7','bonus':''}]},'retExtInfo':{},"
                                + "'time':1795867200250}"),
                body(
                        Venue.OKX,
                        "/api/v5/account/balance",
                        "",
                        "{'code':'0','msg':'','data':[{'totalEq':'1200.5','uTime':'1795867190250','details':["
                                + "{'ccy':'BTC','cashBal':'0.30','availBal':'0.25','frozenBal':'0.05','eq':'0.30',"
                                + "'availEq':'0.25','liab':'','upl':'0','uTime':'1795867190250'}]}]}"),
                body(
                        Venue.OKX,
                        "/api/v5/asset/balances",
                        "",
                        "{'code':'0','msg':'','data':[{'ccy':'BTC','bal':'7','availBal':'1','frozenBal':'6'}]}"),
                body(
                        Venue.KUCOIN,
                        "/api/v1/accounts",
                        "",
                        "{'code':'200000','data':[{'id':'1','currency':'BTC','type':'main','balance':'0.30',"
                                + "'available':'0.25','holds':'0.05'},{'id':'2','currency':'X','type':'main',"
                                + "'balance':'0','available':'0','holds':'0'}]}"),
                body(
                        Venue.BITGET,
                        "/api/v2/spot/account/assets",
                        "",
                        "{'code':'00000','msg':'success','requestTime':1795867200250,'data':[{'coin':'BTC',"
                                + "'available':'0.25','frozen':'0.04','locked':'0.01','limitAvailable':'0',"
                                + "'uTime':'1795867190250'}]}"),
                body(
                        Venue.GATE,
                        "/api/v4/spot/accounts",
                        "",
                        "[{'currency':'BTC','available':'0.25','locked':'0.05','update_id':98},"
                                + "{'currency':'X','available':'0','locked':'0','update_id':98}]"),
                body(
                        Venue.BITSTAMP,
                        "/api/v2/account_balances/",
                        "",
                        "[{'currency':'BTC','total':'0.30','available':'0.25','reserved':'0.05'},"
                                + "{'currency':'X','total':'0','available':'0','reserved':'0'}]"));
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @MethodSource("bodies")
    void theBodyIsTheDocumentedOne(Venue venue, String path, String query, String body) {
        VenueApi api = open(venue);
        List<Asset> assets = List.of(
                new Asset(api.mainWallet(), "BTC", "0.30", "0.25"),
                new Asset(api.mainWallet(), "X", "0", "0"),
                new Asset("funding", "BTC", "7", "1"));
        VenueResponse response = api.decide(signed(venue, path, query)).response(NOW, assets);
        assertThat(response.body()).isEqualTo(body.replace('\'', '"'));
        assertThat(response.status()).isEqualTo(200);
        assertThat(response.success()).isTrue();
    }

    @Test
    void binancesFundingWalletIsAPostWithTheHeldPartInTwoFields() {
        VenueApi api = open(Venue.BINANCE);
        Call call = Signers.query("POST", "X-MBX-APIKEY")
                .sign(
                        VenueClients.of(Venue.BINANCE).identity(),
                        NOW,
                        "localhost",
                        "/sapi/v1/asset/get-funding-asset",
                        "");
        Call inBody = new Call("POST", call.path(), "", call.headers(), call.query());
        for (Call sent : List.of(call, inBody)) {
            assertThat(api.decide(sent)
                            .response(NOW, List.of(new Asset("funding", "BTC", "7.5", "1")))
                            .body())
                    .isEqualTo("[{'asset':'BTC','free':'1.00000000','locked':'6.40000000','freeze':'0.10000000',"
                                    .replace('\'', '"')
                            + "\"withdrawing\":\"0\",\"btcValuation\":\"0\"}]");
        }
    }

    @Test
    void krakenListsACreditWhereMoreIsAvailableThanHeld() {
        String body = open(Venue.KRAKEN)
                .decide(signed(Venue.KRAKEN, "/0/private/BalanceEx", ""))
                .response(NOW, List.of(new Asset("spot", "ZGBP", "20.5", "25")))
                .body();
        assertThat(body)
                .contains(
                        "{\"balance\":\"20.5\",\"credit\":\"4.5\",\"credit_used\":\"0.0000\",\"hold_trade\":\"0.0000\"}");
    }

    @Test
    void coinbaseListsPagesUntilThereIsNoNext() {
        VenueApi api = open(Venue.COINBASE);
        List<Asset> assets = Stream.iterate(0, i -> i + 1)
                .limit(120)
                .map(i -> new Asset("spot", "C" + i, "1", "1"))
                .toList();
        String path = "/api/v3/brokerage/accounts";
        assertThat(api.decide(signed(Venue.COINBASE, path, ""))
                        .response(NOW, assets)
                        .listed())
                .hasSize(49);
        VenueResponse first =
                api.decide(signed(Venue.COINBASE, path, "limit=100")).response(NOW, assets);
        assertThat(first.listed()).hasSize(100);
        assertThat(first.body())
                .startsWith("{\"accounts\":[{\"uuid\":\"")
                .contains("\"currency\":\"C0\",\"available_balance\":{\"value\":\"1\",\"currency\":\"C0\"}")
                .endsWith("],\"has_next\":true,\"cursor\":\"page-100\",\"size\":100}");
        VenueResponse second = api.decide(signed(Venue.COINBASE, path, "limit=100&cursor=page-100"))
                .response(NOW, assets);
        assertThat(second.listed())
                .extracting(Asset::currency)
                .startsWith("C100")
                .hasSize(20);
        assertThat(second.body()).endsWith("\"has_next\":false,\"cursor\":\"\",\"size\":20}");
        for (String query : List.of("limit=251", "limit=0", "cursor=guessed", "limit=5&limit=6", "page=2")) {
            assertThat(api.decide(signed(Venue.COINBASE, path, query)).verdict())
                    .as(query)
                    .isEqualTo("INVALID_ARGUMENT");
        }
    }

    private static Arguments body(Venue venue, String path, String query, String body) {
        return Arguments.of(venue, path, query, body);
    }

    private static Call signed(Venue venue, String path, String query) {
        VenueClient client = VenueClients.of(venue);
        return client.signed(client.identity(), NOW, "localhost", path, query);
    }

    private static VenueApi open(Venue venue) {
        return VenueClients.of(venue).open(() -> NOW, true);
    }
}
