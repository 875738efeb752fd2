-- response_time is the column of snapshot, so that a condition on it selects headers and never scans the balances.

CREATE OR REPLACE VIEW balance_history AS
SELECT a.name                                AS account,
       a.exchange,
       b.response_time,
       b.wallet,
       b.currency,
       b.balance,
       b.available_balance,
       b.locked_balance,
       b.time_source,
       r.origin
  FROM recorded_balance b
  JOIN account a ON a.account_id = b.account_id
  JOIN snapshot_response r ON r.account_id = b.account_id AND r.response_time = b.response_time;

COMMENT ON VIEW balance_history IS 'Every recorded balance.';
COMMENT ON COLUMN balance_history.account IS 'The account''s name.';
COMMENT ON COLUMN balance_history.exchange IS 'The adapter of the exchange.';
COMMENT ON COLUMN balance_history.response_time IS 'The time that the balances are valid for.';
COMMENT ON COLUMN balance_history.wallet IS 'The wallet of the account.';
COMMENT ON COLUMN balance_history.currency IS 'The exchange''s currency code.';
COMMENT ON COLUMN balance_history.balance IS 'The total.';
COMMENT ON COLUMN balance_history.available_balance IS 'The part that is not locked.';
COMMENT ON COLUMN balance_history.locked_balance IS 'The total less the available part.';
COMMENT ON COLUMN balance_history.time_source IS 'The origin of response_time: body, exchange_clock, http_date, own_clock or imported.';
COMMENT ON COLUMN balance_history.origin IS 'The origin of the response: observed, imported or spooled.';
