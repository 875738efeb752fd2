CREATE OR REPLACE VIEW unpacked_balance AS
SELECT b.account_id,
       b.response_time,
       b.wallet,
       b.currency,
       b.balance,
       b.available_balance
  FROM balance b;

COMMENT ON VIEW unpacked_balance IS 'The balances that are rows. recorded_balance shows the packed ones too.';
COMMENT ON COLUMN unpacked_balance.account_id IS 'With response_time: the snapshot.';
COMMENT ON COLUMN unpacked_balance.response_time IS 'With account_id: the snapshot.';
COMMENT ON COLUMN unpacked_balance.wallet IS 'The wallet of the account.';
COMMENT ON COLUMN unpacked_balance.currency IS 'The exchange''s currency code.';
COMMENT ON COLUMN unpacked_balance.balance IS 'The total.';
COMMENT ON COLUMN unpacked_balance.available_balance IS 'The part that is not locked.';
