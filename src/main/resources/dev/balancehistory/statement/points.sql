-- The snapshots at which a balance changes, begins to be listed or ceases to be. If they are too many for a picture, only
-- those with its lowest and its highest balance and those at the ends remain.
WITH placed AS (
    SELECT s.account_id,
           s.response_time,
           row_number() OVER (ORDER BY s.response_time) AS place
      FROM recorded_snapshot s
     WHERE s.account_id = :account AND s.response_time >= :from AND s.response_time < :to
), listed AS (
    SELECT b.wallet,
           b.currency,
           b.response_time,
           b.balance,
           b.locked_balance,
           lag(p.place) OVER series IS DISTINCT FROM p.place - 1 AS starts,
           lead(p.place) OVER series IS DISTINCT FROM p.place + 1 AS ends,
           coalesce(b.balance <> lag(b.balance) OVER series, false) AS changes,
           coalesce(b.locked_balance <> lag(b.locked_balance) OVER series, false) AS moves_lock
      FROM placed p
      JOIN balance_between(:from, :to) b ON b.account_id = p.account_id AND b.response_time = p.response_time
    WINDOW series AS (PARTITION BY b.wallet, b.currency ORDER BY b.response_time)
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
