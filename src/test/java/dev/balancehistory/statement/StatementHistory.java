package dev.balancehistory.statement;

import dev.balancehistory.postgres.TestDatabase;
import dev.balancehistory.report.HistoryWriter;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Histories to make statements of: months of snapshots, written by a few statements of SQL. */
final class StatementHistory {
    private static final String RESPONSES = """
            insert into balance_response (account_id, slot, origin, requested_at, received_at, response_time,
                                          time_source, status, format, body, body_sha256, state)
            select a.account_id, at, 'observed', at, at, at + jitter * interval '1 ms', 'body', '1000', 'bitfront/1',
                   convert_to(at::text, 'UTF8'), sha256(convert_to(a.name || at::text, 'UTF8')), 'recorded'
              from account a,
                   generate_series(:from::timestamptz, :to::timestamptz - :every::interval, :every::interval) at,
                   lateral (select 4000 + mod(extract(epoch from at)::bigint / 60 * 7919, 977)) shift (jitter)
             where a.name = :account
               and not exists (select from unnest(:starts::timestamptz[], :ends::timestamptz[]) hole (s, e)
                                where at >= s and at < e)
            """;

    private static final String SNAPSHOTS = """
            insert into snapshot (account_id, response_time, slot, response_id, time_source, currency_count,
                                  content_sha256, sequence, seal)
            select account_id, response_time, slot, response_id, time_source, 0, body_sha256,
                   row_number() over (order by response_id), body_sha256
              from balance_response join account a using (account_id)
             where a.name = :account
            """;

    /** Each balance stays for some hours; the steps look random. */
    private static final String BALANCES = """
            insert into balance
            select s.account_id, s.response_time, :wallet, :currency, v.balance,
                   v.balance - case when mod(k.step::bigint * 7, 11) < :locked
                                    then round(v.balance * (mod(k.step::bigint, 5) + 1) / 10, :scale) else 0 end
              from snapshot s
              join account a on a.account_id = s.account_id and a.name = :account
             cross join lateral (select floor(extract(epoch from s.response_time) / 3600 / :hours::float8)) k (step)
             cross join lateral (select round((:base + :swing * (sin(k.step / 7) + sin(k.step / 2.3) + sin(k.step * 1.7) / 2))
                                              ::numeric, :scale)) v (balance)
             where s.response_time >= :since and s.response_time < :until
            """;

    private final JdbcClient sql;
    private final HistoryWriter writer;

    StatementHistory(TestDatabase database) {
        this.sql = JdbcClient.create(database.sql());
        this.writer = new HistoryWriter(database.sql());
    }

    /** A time without snapshots. */
    record Hole(String start, String end) {}

    /**
     * A balance.
     *
     * @param hours the time between two changes
     * @param locked how often a part of it is locked, from 0 to 11
     */
    record Currency(String wallet, String code, String base, String swing, int scale, double hours, int locked) {
        Currency(String code, String base, String swing, int scale, double hours, int locked) {
            this("spot", code, base, swing, scale, hours, locked);
        }
    }

    HistoryWriter writer() {
        return writer;
    }

    /** Adds an account with its snapshots. */
    StatementHistory account(
            String name, String every, String from, String to, List<Hole> holes, List<Currency> currencies) {
        writer.account(name, every, from);
        String[] starts = holes.stream().map(Hole::start).toArray(String[]::new);
        String[] ends = holes.stream().map(Hole::end).toArray(String[]::new);
        sql.sql(RESPONSES)
                .param("account", name)
                .param("from", from)
                .param("to", to)
                .param("every", every)
                .param("starts", "{" + String.join(",", starts) + "}")
                .param("ends", "{" + String.join(",", ends) + "}")
                .update();
        sql.sql(SNAPSHOTS).param("account", name).update();
        currencies.forEach(currency -> balance(name, currency, from, to));
        return this;
    }

    /** Adds a balance to the snapshots of a range. */
    StatementHistory balance(String account, Currency currency, String since, String until) {
        sql.sql(BALANCES)
                .param("account", account)
                .param("wallet", currency.wallet())
                .param("currency", currency.code())
                .param("base", new java.math.BigDecimal(currency.base()))
                .param("swing", new java.math.BigDecimal(currency.swing()))
                .param("scale", currency.scale())
                .param("hours", currency.hours())
                .param("locked", currency.locked())
                .param("since", Instant.parse(since).atOffset(ZoneOffset.UTC))
                .param("until", Instant.parse(until).atOffset(ZoneOffset.UTC))
                .update();
        return this;
    }

    /** Fills in three accounts of October 2025 in Seoul, with gaps that they share and gaps of their own. */
    StatementHistory october() {
        String from = "2025-09-30T14:00:00Z";
        String to = "2025-10-31T16:00:00Z";
        Hole shared = new Hole("2025-10-12T01:00:00Z", "2025-10-12T07:00:00Z");
        Hole brief = new Hole("2025-10-20T13:00:00Z", "2025-10-20T14:10:00Z");
        Hole night = new Hole("2025-10-23T08:00:00Z", "2025-10-24T10:00:00Z");
        List<Currency> traded = List.of(
                new Currency("BCH", "33.5", "1.4", 8, 3.3, 0),
                new Currency("BTC", "10", "0.8", 8, 2.5, 5),
                new Currency("ETH", "150", "9", 8, 2.7, 7),
                new Currency("USDT", "1400000", "90000", 2, 2, 4),
                new Currency("XRP", "100000", "8000", 6, 3.1, 0),
                new Currency("DUST", "0", "0", 8, 24, 0));
        List<Currency> stored = List.of(
                new Currency("BCH", "120.5", "1", 8, 180, 0),
                new Currency("BTC", "41.25", "0", 8, 900, 0),
                new Currency("ETH", "610", "14", 8, 260, 0),
                new Currency("XRP", "250000", "7000", 6, 200, 0));
        account("cold", "5 minutes", from, to, List.of(shared, brief), stored);
        account("desk", "5 minutes", from, to, List.of(shared, brief, night), traded);
        account("main", "5 minutes", from, to, List.of(shared, brief), traded);
        balance("cold", new Currency("LN", "500", "0", 8, 900, 0), "2025-10-09T21:00:00Z", to);
        balance("main", new Currency("LN", "9000", "300", 8, 5, 0), from, to);
        writer.unrecorded("desk", "2025-10-23T12:00:00Z", "failed", 503, "Service Unavailable", 0);
        writer.unrecorded("cold", "2025-10-12T03:00:00Z", "failed", null, "connection refused", 0);
        return this;
    }
}
