-- Adds the series of a chunk. A currency that a snapshot does not list is a null.
WITH place AS MATERIALIZED (
    SELECT u.response_time, u.place
      FROM balance_chunk c
     CROSS JOIN LATERAL unnest(c.times) WITH ORDINALITY u (response_time, place)
     WHERE c.account_id = :account AND c.first_time = CAST(:first AS timestamptz)
), listed AS MATERIALIZED (
    SELECT b.wallet, b.currency, p.place, b.balance, b.available_balance
      FROM place p
      JOIN balance b ON b.account_id = :account AND b.response_time = p.response_time
), filled AS (
    -- One row for each place. An outer join instead would compare each balance with each place.
    SELECT f.wallet, f.currency, f.place, max(f.balance) AS balance, max(f.available_balance) AS available_balance
      FROM (SELECT l.wallet, l.currency, l.place, l.balance, l.available_balance
              FROM listed l
             UNION ALL
            SELECT s.wallet, s.currency, p.place, NULL, NULL
              FROM (SELECT DISTINCT l.wallet, l.currency FROM listed l) s
             CROSS JOIN place p) f
     GROUP BY f.wallet, f.currency, f.place
)
INSERT INTO balance_series (account_id, first_time, wallet, currency, balances, available)
SELECT :account,
       CAST(:first AS timestamptz),
       f.wallet,
       f.currency,
       array_agg(f.balance ORDER BY f.place),
       CASE WHEN NOT bool_and(f.balance = f.available_balance
                              AND scale(f.balance) IS NOT DISTINCT FROM scale(f.available_balance))
            THEN array_agg(f.available_balance ORDER BY f.place)
       END
  FROM filled f
 GROUP BY f.wallet, f.currency
