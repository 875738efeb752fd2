-- Both keys of a balance come from the same subquery. If account_id came from another one, PostgreSQL 18 would choose a
-- plan that is a thousand times slower.

CREATE OR REPLACE VIEW latest_balance AS
SELECT a.name                                AS account,
       b.wallet,
       b.currency,
       b.balance,
       b.available_balance,
       b.locked_balance,
       b.response_time,
       now() - b.response_time               AS age
  FROM account a
 CROSS JOIN LATERAL (SELECT s.account_id, s.response_time
                       FROM snapshot s
                      WHERE s.account_id = a.account_id
                      ORDER BY s.response_time DESC
                      LIMIT 1) newest
  JOIN recorded_balance b ON b.account_id = newest.account_id AND b.response_time = newest.response_time;

COMMENT ON VIEW latest_balance IS 'The newest snapshot of each account. A currency that it does not list was not reported, which is not zero.';
COMMENT ON COLUMN latest_balance.account IS 'The account''s name.';
COMMENT ON COLUMN latest_balance.wallet IS 'The wallet of the account.';
COMMENT ON COLUMN latest_balance.currency IS 'The exchange''s currency code.';
COMMENT ON COLUMN latest_balance.balance IS 'The total.';
COMMENT ON COLUMN latest_balance.available_balance IS 'The part that is not locked.';
COMMENT ON COLUMN latest_balance.locked_balance IS 'The total less the available part.';
COMMENT ON COLUMN latest_balance.response_time IS 'The time that the balances are valid for.';
COMMENT ON COLUMN latest_balance.age IS 'The time since then.';
