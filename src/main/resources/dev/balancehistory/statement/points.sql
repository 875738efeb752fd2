-- The snapshots at which a balance changes, begins to be listed or ceases to be. If they are too many for a picture, only
-- those with its lowest and its highest balance and those at the ends remain.
WITH snapshots AS MATERIALIZED (
    -- A join by the time is quadratic where the planner lacks statistics. Thus each snapshot has its place in the array.
    -- It is a parameter, since the workers of a distributed history do not have snapshot_times.
    SELECT CAST(:times AS timestamptz[]) AS times
), placed AS (
    SELECT b.wallet,
           b.currency,
           b.response_time,
           b.balance,
           b.balance - b.available_balance                    AS locked_balance,
           width_bucket(b.response_time, (SELECT times FROM snapshots)) AS place,
           NULL::integer                                      AS place_before,
           NULL::integer                                      AS place_after
      FROM unpacked_balance b
     WHERE b.account_id = :account AND b.response_time >= :from AND b.response_time < :to
     UNION ALL
    -- In a chunk, each snapshot that differs from the one before. Sorting all of them would take much longer.
    SELECT p.wallet, p.currency, d.response_time, d.balance, d.locked_balance, d.place, d.place_before, d.place_after
      FROM packed_chunk c
     CROSS JOIN LATERAL (SELECT array_agg(width_bucket(t.time, (SELECT times FROM snapshots)) ORDER BY t.number) AS places
                           FROM unnest(c.times) WITH ORDINALITY t (time, number)) n
      JOIN packed_balance p ON p.account_id = c.account_id AND p.first_time = c.first_time
     CROSS JOIN LATERAL (SELECT u.response_time,
                                u.balance,
                                u.balance - u.available AS locked_balance,
                                u.place,
                                lag(u.place) OVER chunk AS place_before,
                                lead(u.place) OVER chunk AS place_after,
                                lag(u.balance) OVER chunk AS balance_before,
                                lag(u.available) OVER chunk AS available_before,
                                u.available
                           FROM unnest(c.times, n.places, p.balances, p.available_balances)
                                u (response_time, place, balance, available)
                          WHERE u.response_time >= :from AND u.response_time < :to AND u.balance IS NOT NULL
                         WINDOW chunk AS (ORDER BY u.response_time)) d
     WHERE c.account_id = :account AND c.first_time < :to AND c.last_time >= :from
       AND (d.place_before IS DISTINCT FROM d.place - 1
            OR d.place_after IS DISTINCT FROM d.place + 1
            OR d.balance <> d.balance_before
            OR d.available <> d.available_before)
), listed AS (
    SELECT p.wallet,
           p.currency,
           p.response_time,
           p.balance,
           p.locked_balance,
           p.place_before IS DISTINCT FROM p.place - 1
               AND lag(p.place) OVER series IS DISTINCT FROM p.place - 1 AS starts,
           p.place_after IS DISTINCT FROM p.place + 1
               AND lead(p.place) OVER series IS DISTINCT FROM p.place + 1 AS ends,
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
