package dev.balancehistory.exchange.coinbase;

import dev.balancehistory.balance.Balance;
import dev.balancehistory.exchange.http.Json;
import dev.balancehistory.exchange.http.Part;
import java.math.BigDecimal;
import java.util.List;

/** Reads a page of {@code GET /api/v3/brokerage/accounts}, or one of the two objects with an error. */
final class CoinbaseBody {
    static final String WALLET = "spot";

    private CoinbaseBody() {}

    static Part read(Json body) {
        if (body.has("error")) {
            return Part.fault(body.text("error"), body.textOrEmpty("message"));
        }
        if (body.has("errors")) {
            return ofErrors(body.array("errors"));
        }
        List<Json> accounts = body.array("accounts");
        Part page = Part.of(accounts.stream().map(CoinbaseBody::balance).toList())
                .identifiedBy(
                        accounts.stream().map(account -> account.text("uuid")).toList());
        if (!body.flag("has_next")) {
            return page;
        }
        String cursor = body.text("cursor");
        if (cursor.isEmpty()) {
            throw new IllegalArgumentException("it has a next page and no cursor");
        }
        return page.followedBy(cursor);
    }

    private static Part ofErrors(List<Json> errors) {
        if (errors.isEmpty()) {
            throw new IllegalArgumentException("its errors are empty");
        }
        Json first = errors.get(0);
        return Part.fault(first.text("id"), first.textOrEmpty("message"));
    }

    private static Balance balance(Json account) {
        BigDecimal available = account.object("available_balance").amount("value");
        BigDecimal held = account.object("hold").amount("value");
        return account.balance(WALLET, account.text("currency"), available.add(held), available);
    }
}
