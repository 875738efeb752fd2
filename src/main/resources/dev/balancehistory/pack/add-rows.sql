-- Writes the balances of a chunk as rows again.
INSERT INTO balance (account_id, response_time, wallet, currency, balance, available_balance)
SELECT c.account_id, u.response_time, p.wallet, p.currency, u.balance, coalesce(u.available, u.balance)
  FROM balance_chunk c
  JOIN balance_series p ON p.account_id = c.account_id AND p.first_time = c.first_time
 CROSS JOIN LATERAL unnest(c.times, p.balances, p.available) u (response_time, balance, available)
 WHERE c.account_id = :account AND c.first_time = CAST(:first AS timestamptz) AND u.balance IS NOT NULL
 ORDER BY u.response_time, p.wallet, p.currency
