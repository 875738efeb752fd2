CREATE OR REPLACE VIEW snapshot_gap AS
SELECT g.account, g.after, g.before, g.missing_snapshots, g.cause
  FROM snapshot_gap_between('-infinity', 'infinity') g;

COMMENT ON VIEW snapshot_gap IS 'Every gap: a distance between two snapshots of more than 1.5 times the expected interval. For a part of the history, snapshot_gap_between is faster.';
COMMENT ON COLUMN snapshot_gap.account IS 'The account''s name.';
COMMENT ON COLUMN snapshot_gap.after IS 'The last snapshot before the gap. Null if the account has none.';
COMMENT ON COLUMN snapshot_gap.before IS 'The first snapshot after the gap. Null while the gap lasts.';
COMMENT ON COLUMN snapshot_gap.missing_snapshots IS 'The number of snapshots that were expected between; at least 1.';
COMMENT ON COLUMN snapshot_gap.cause IS 'The most frequent cause as text, as far as the database contains it.';
