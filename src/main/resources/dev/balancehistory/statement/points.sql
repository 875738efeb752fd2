-- The snapshots at which a balance changes, begins to be listed or ceases to be. If they are too many for a picture, only
-- those with its lowest and its highest balance and those at the ends remain.
WITH placed AS (
    SELECT b.wallet,
           b.currency,
           b.response_time,
           b.balance,
           b.locked_balance,
           -- The number of the snapshot. A join by the time is quadratic where the planner lacks statistics.
           width_bucket(b.response_time, (SELECT snapshot_times(:account, :from, :to))) AS place
      FROM balance_between(:from, :to) b
     WHERE b.account_id = :account
), listed AS (
    SELECT p.wallet,
           p.currency,
           p.response_time,
           p.balance,
           p.locked_balance,
           lag(p.place) OVER series IS DISTINCT FROM p.place - 1 AS starts,
           lead(p.place) OVER series IS DISTINCT FROM p.place + 1 AS ends,
           coalesce(p.balance <> lag(p.balance) OVER series, false) AS changes,
           coalesce(p.locked_balance <> lag(p.locked_balance) OVER series, false) AS moves_lock
      FROM placed p
    WINDOW series AS (PARTITION BY p.wallet, p.currency ORDER BY p.response_time)
), points AS (
    SELECT l.*,
           count(*) FILTER (WHERE l.changes) OVER series AS change_count,
           count(*) OVER series              AS point_count,
           row_number() OVER (series ORDER BY l.balance, l.response_time) = 1 AS is_lowest,
           row_number() OVER (series ORDER BY l.balance DESC, l.response_time) = 1 AS is_highest
      FROM listed l
     WHERE l.starts OR l.ends OR l.changes OR l.moves_lock
    WINDOW series AS (PARTITION BY l.wallet, l.currency)
)
SELECT p.wallet, p.currency, p.response_time, p.balance, p.locked_balance, p.starts, p.ends, p.change_count,
       p.point_count <= :most AS complete, p.is_lowest, p.is_highest
  FROM points p
 WHERE p.point_count <= :most OR p.starts OR p.ends OR p.is_lowest OR p.is_highest
 ORDER BY p.currency, p.wallet, p.response_time
