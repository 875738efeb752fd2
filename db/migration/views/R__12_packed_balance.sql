CREATE OR REPLACE VIEW packed_balance AS
SELECT p.account_id,
       p.first_time,
       p.wallet,
       p.currency,
       p.balances,
       coalesce(p.available, p.balances)     AS available_balances
  FROM balance_series p;

COMMENT ON VIEW packed_balance IS 'The series of packed balances. recorded_balance has a row for each balance.';
COMMENT ON COLUMN packed_balance.account_id IS 'With first_time: the chunk.';
COMMENT ON COLUMN packed_balance.first_time IS 'With account_id: the chunk.';
COMMENT ON COLUMN packed_balance.wallet IS 'The wallet of the account.';
COMMENT ON COLUMN packed_balance.currency IS 'The exchange''s currency code.';
COMMENT ON COLUMN packed_balance.balances IS 'The totals at the times of the chunk. Null where the currency was not reported, which is not zero.';
COMMENT ON COLUMN packed_balance.available_balances IS 'The parts that are not locked, at these times.';
