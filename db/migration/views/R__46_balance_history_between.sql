-- Each of the two parts has the order of the export, so that PostgreSQL merges them. The headers of a chunk become
-- arrays beside its balances, so that each is looked up once.
--
-- UNION ALL forces a look-up for each header and each chunk, also where the planner lacks statistics. A condition on the
-- wallet or the currency becomes part of it.

CREATE OR REPLACE FUNCTION balance_history_between(from_time timestamptz, to_time timestamptz)
    RETURNS SETOF balance_history
    LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
    (SELECT a.account,
            a.exchange,
            s.response_time,
            b.wallet,
            b.currency,
            b.balance,
            b.available_balance,
            b.balance - b.available_balance AS locked_balance,
            s.time_source,
            s.origin
       FROM recorded_account a
       JOIN snapshot_response s ON s.account_id = a.account_id
      CROSS JOIN LATERAL (SELECT n.wallet, n.currency, n.balance, n.available_balance
                            FROM unpacked_balance n
                           WHERE n.account_id = s.account_id AND n.response_time = s.response_time
                           UNION ALL
                          SELECT n.wallet, n.currency, n.balance, n.available_balance
                            FROM unpacked_balance n
                           WHERE false) b
      WHERE s.response_time >= from_time AND s.response_time < to_time
      ORDER BY a.account, s.response_time, b.wallet, b.currency)
     UNION ALL
    (SELECT a.account,
            a.exchange,
            u.response_time,
            p.wallet,
            p.currency,
            u.balance,
            u.available_balance,
            u.balance - u.available_balance,
            u.time_source,
            u.origin
       FROM recorded_account a
       JOIN packed_chunk c ON c.account_id = a.account_id
      CROSS JOIN LATERAL (SELECT array_agg(s.response_time ORDER BY t.place) AS times,
                                 array_agg(s.time_source ORDER BY t.place) AS time_sources,
                                 array_agg(coalesce(t.origin,
                                                    (SELECT r.origin
                                                       FROM snapshot_response r
                                                      WHERE r.account_id = c.account_id
                                                        AND r.response_time = t.response_time))
                                           ORDER BY t.place) AS origins
                            FROM unnest(c.times, c.origins) WITH ORDINALITY t (response_time, origin, place)
                            LEFT JOIN LATERAL (SELECT n.response_time, n.time_source
                                                 FROM recorded_snapshot n
                                                WHERE n.account_id = c.account_id AND n.response_time = t.response_time
                                               OFFSET 0) s ON true) h
      CROSS JOIN LATERAL (SELECT n.wallet, n.currency, n.balances, n.available_balances
                            FROM packed_balance n
                           WHERE n.account_id = c.account_id AND n.first_time = c.first_time
                           UNION ALL
                          SELECT n.wallet, n.currency, n.balances, n.available_balances
                            FROM packed_balance n
                           WHERE false) p
      CROSS JOIN LATERAL unnest(h.times, p.balances, p.available_balances, h.time_sources, h.origins)
                 u (response_time, balance, available_balance, time_source, origin)
      WHERE c.first_time < to_time AND c.last_time >= from_time
        AND u.response_time >= from_time AND u.response_time < to_time
        AND u.balance IS NOT NULL
      ORDER BY a.account, u.response_time, p.wallet, p.currency);
END;

COMMENT ON FUNCTION balance_history_between(timestamptz, timestamptz) IS 'The rows of balance_history in [from_time, to_time). For a long packed range it is faster than the view.';
