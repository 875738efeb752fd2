CREATE OR REPLACE VIEW recorded_balance AS
SELECT b.account_id,
       b.response_time,
       b.wallet,
       b.currency,
       b.balance,
       b.available_balance,
       b.balance - b.available_balance       AS locked_balance
  FROM balance b;

COMMENT ON VIEW recorded_balance IS 'Every balance of every snapshot, with the account''s number only. balance_history has the account''s name.';
COMMENT ON COLUMN recorded_balance.account_id IS 'With response_time: the snapshot.';
COMMENT ON COLUMN recorded_balance.response_time IS 'With account_id: the snapshot.';
COMMENT ON COLUMN recorded_balance.wallet IS 'The wallet of the account.';
COMMENT ON COLUMN recorded_balance.currency IS 'The exchange''s currency code.';
COMMENT ON COLUMN recorded_balance.balance IS 'The total.';
COMMENT ON COLUMN recorded_balance.available_balance IS 'The part that is not locked.';
COMMENT ON COLUMN recorded_balance.locked_balance IS 'The total less the available part.';
