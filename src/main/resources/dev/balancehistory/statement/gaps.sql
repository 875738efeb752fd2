SELECT g.account,
       g.after,
       g.before,
       g.missing_snapshots,
       g.cause,
       i.created_at,
       (extract(epoch FROM i.expected_interval) * 1000)::bigint AS interval_millis
  FROM snapshot_gap_between(:from, :to) g
  JOIN account_interval i ON i.account = g.account
 WHERE g.account = :account
 ORDER BY g.after NULLS FIRST
