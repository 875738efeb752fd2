-- Views use their owner's rights. The functions therefore read views and never tables, so that a role without any right on
-- the tables can call them.

CREATE OR REPLACE VIEW recorded_account AS
SELECT a.account_id,
       a.name                                AS account,
       a.exchange,
       a.expected_interval,
       a.created_at
  FROM account a;

COMMENT ON VIEW recorded_account IS 'The accounts.';
COMMENT ON COLUMN recorded_account.account_id IS 'The key that the other views use.';
COMMENT ON COLUMN recorded_account.account IS 'The account''s name.';
COMMENT ON COLUMN recorded_account.exchange IS 'The adapter of the exchange.';
COMMENT ON COLUMN recorded_account.expected_interval IS 'The interval at which a snapshot is expected. Null if it is not configured.';
COMMENT ON COLUMN recorded_account.created_at IS 'The time of the first run or import that named the account.';
