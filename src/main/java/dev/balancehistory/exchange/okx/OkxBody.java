package dev.balancehistory.exchange.okx;

import dev.balancehistory.balance.Balance;
import dev.balancehistory.exchange.KeyFinding;
import dev.balancehistory.exchange.http.Json;
import dev.balancehistory.exchange.http.KeyFindings;
import dev.balancehistory.exchange.http.Part;
import dev.balancehistory.exchange.http.ResultCode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/** Reads the bodies of OKX: a code, and an array with the account, the currencies or the key. */
final class OkxBody {
    static final String TRADING = "trading";
    static final String FUNDING = "funding";

    private static final ResultCode CODE = new ResultCode("code", "msg", "0");

    private OkxBody() {}

    static Part read(Json body) {
        return CODE.read(body, OkxBody::balances);
    }

    private static Part balances(Json body) {
        List<Json> data = body.array("data");
        return isTrading(data) ? trading(data) : funding(data);
    }

    static Instant time(Json body) {
        return Instant.ofEpochMilli(only(body).integerText("ts"));
    }

    static List<KeyFinding> key(Json body) {
        Json key = only(body);
        List<String> further = KeyFindings.names(key.text("perm")).stream()
                .filter(right -> !right.equals("read_only"))
                .toList();
        return List.of(
                KeyFindings.rights(further, "a key with the permission Read"),
                KeyFindings.addresses(KeyFindings.names(key.text("ip"))));
    }

    private static Json only(Json body) {
        List<Json> data = CODE.succeeded(body).array("data");
        if (data.size() != 1) {
            throw new IllegalArgumentException("its data has " + data.size() + " elements instead of 1");
        }
        return data.get(0);
    }

    /** The trading account is an element with details, even without any currency. Only a funding account can be empty. */
    private static boolean isTrading(List<Json> data) {
        return !data.isEmpty() && data.get(0).has("details");
    }

    private static Part trading(List<Json> data) {
        if (data.size() != 1) {
            throw new IllegalArgumentException("its data has " + data.size() + " accounts instead of 1");
        }
        return Part.of(data.get(0).array("details").stream()
                        .map(OkxBody::trading)
                        .toList())
                .ofWallet(TRADING);
    }

    private static Part funding(List<Json> data) {
        return Part.of(data.stream().map(OkxBody::funding).toList()).ofWallet(FUNDING);
    }

    private static Balance trading(Json row) {
        return row.balance(TRADING, row.text("ccy"), either(row, "cashBal", "eq"), either(row, "availBal", "availEq"));
    }

    /** Returns the first amount or else the second: an account's mode decides which one is not an empty string. */
    private static BigDecimal either(Json row, String name, String otherwise) {
        Json field = row.optional(name);
        if (field == null || (field.isText() && field.text().isEmpty())) {
            return row.amount(otherwise);
        }
        return field.amount();
    }

    private static Balance funding(Json row) {
        return row.balance(FUNDING, row.text("ccy"), row.amount("bal"), row.amount("availBal"));
    }
}
