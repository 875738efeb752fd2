-- The header drives the view: it selects the rows of its snapshot, or its place in the series. A UNION of all rows and
-- all series could not use the keys of a join.

CREATE OR REPLACE VIEW recorded_balance AS
SELECT s.account_id,
       s.response_time,
       b.wallet,
       b.currency,
       b.balance,
       b.available_balance,
       b.balance - b.available_balance       AS locked_balance,
       s.time_source,
       s.response_id
  FROM snapshot s
 CROSS JOIN LATERAL (
       SELECT h.wallet, h.currency, h.balance, h.available_balance
         FROM balance h
        WHERE h.account_id = s.account_id AND h.response_time = s.response_time
        UNION ALL
       SELECT p.wallet, p.currency, v.balance, coalesce(v.available, v.balance)
         FROM (SELECT k.account_id, k.first_time, array_position(k.times, s.response_time) AS place
                 FROM (SELECT n.account_id, n.first_time, n.last_time, n.times
                         FROM balance_chunk n
                        WHERE n.account_id = s.account_id AND n.first_time <= s.response_time
                        ORDER BY n.first_time DESC
                        LIMIT 1) k
                WHERE k.last_time >= s.response_time
                      -- Finds the place once, and not again for each series.
               OFFSET 0) c
         JOIN balance_series p ON p.account_id = c.account_id AND p.first_time = c.first_time
              -- Opens each array once.
        CROSS JOIN LATERAL (SELECT p.balances[c.place] AS balance, p.available[c.place] AS available OFFSET 0) v
        WHERE v.balance IS NOT NULL) b;

COMMENT ON VIEW recorded_balance IS 'Every balance of every snapshot, whether it is packed or not, with the account''s number only. balance_history has the account''s name.';
COMMENT ON COLUMN recorded_balance.account_id IS 'With response_time: the snapshot.';
COMMENT ON COLUMN recorded_balance.response_time IS 'With account_id: the snapshot.';
COMMENT ON COLUMN recorded_balance.wallet IS 'The wallet of the account.';
COMMENT ON COLUMN recorded_balance.currency IS 'The exchange''s currency code.';
COMMENT ON COLUMN recorded_balance.balance IS 'The total.';
COMMENT ON COLUMN recorded_balance.available_balance IS 'The part that is not locked.';
COMMENT ON COLUMN recorded_balance.locked_balance IS 'The total less the available part.';
COMMENT ON COLUMN recorded_balance.time_source IS 'The origin of response_time: body, exchange_clock, http_date, own_clock or imported.';
COMMENT ON COLUMN recorded_balance.response_id IS 'The response that the snapshot was read from.';
