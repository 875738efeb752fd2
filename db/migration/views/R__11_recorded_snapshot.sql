-- LEFT JOIN, so that PostgreSQL omits the join where the account's name is not selected.

CREATE OR REPLACE VIEW recorded_snapshot AS
SELECT s.account_id,
       a.name                                AS account,
       s.response_time,
       s.time_source,
       s.slot,
       s.currency_count,
       s.sequence,
       s.seal,
       s.recorded_at,
       s.response_id,
       s.content_sha256
  FROM snapshot s
  LEFT JOIN account a ON a.account_id = s.account_id;

COMMENT ON VIEW recorded_snapshot IS 'Every snapshot, without its balances. A snapshot without any currency has a row too.';
COMMENT ON COLUMN recorded_snapshot.account_id IS 'The account.';
COMMENT ON COLUMN recorded_snapshot.account IS 'The account''s name.';
COMMENT ON COLUMN recorded_snapshot.response_time IS 'The time that the balances are valid for.';
COMMENT ON COLUMN recorded_snapshot.time_source IS 'The origin of response_time: body, exchange_clock, http_date, own_clock or imported.';
COMMENT ON COLUMN recorded_snapshot.slot IS 'The scheduled instant that the snapshot stands for. Null for a run without a slot.';
COMMENT ON COLUMN recorded_snapshot.currency_count IS 'The number of its balances.';
COMMENT ON COLUMN recorded_snapshot.sequence IS 'Counts the snapshots of the account in the order of recording.';
COMMENT ON COLUMN recorded_snapshot.seal IS 'SHA-256 over the seal of the previous sequence and the facts of this snapshot.';
COMMENT ON COLUMN recorded_snapshot.recorded_at IS 'The time of recording, by the database''s clock.';
COMMENT ON COLUMN recorded_snapshot.response_id IS 'The response that the snapshot was read from.';
COMMENT ON COLUMN recorded_snapshot.content_sha256 IS 'SHA-256 over the sorted wallets and currencies with their amounts. Equal in two snapshots that list the same balances, digit for digit.';
