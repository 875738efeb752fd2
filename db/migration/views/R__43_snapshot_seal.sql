CREATE OR REPLACE VIEW snapshot_seal AS
SELECT a.name                                AS account,
       s.sequence,
       s.response_time,
       s.recorded_at,
       encode(s.seal, 'hex')                 AS seal
  FROM snapshot s
  JOIN account a ON a.account_id = s.account_id;

COMMENT ON VIEW snapshot_seal IS 'The seal of every snapshot. A seal that is kept elsewhere proves that no earlier snapshot of its account was changed, removed or inserted.';
COMMENT ON COLUMN snapshot_seal.account IS 'The account''s name.';
COMMENT ON COLUMN snapshot_seal.sequence IS 'Counts the snapshots of the account in the order of recording: 1, 2, 3.';
COMMENT ON COLUMN snapshot_seal.response_time IS 'The time that the balances are valid for.';
COMMENT ON COLUMN snapshot_seal.recorded_at IS 'The time of recording, by the database''s clock.';
COMMENT ON COLUMN snapshot_seal.seal IS 'SHA-256 over the seal of the previous sequence and the facts of this snapshot, as 64 hexadecimal digits.';
