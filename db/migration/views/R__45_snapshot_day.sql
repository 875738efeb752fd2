-- A composite type, since the columns of RETURNS TABLE have no collation. With it, the rows have the order of the
-- indexes.
DO $$
BEGIN
    IF to_regtype('snapshot_day_row') IS NULL THEN
        CREATE TYPE snapshot_day_row AS (
            account            text COLLATE "C",
            day                date,
            snapshots          bigint,
            expected_snapshots bigint,
            first_time         timestamptz,
            last_time          timestamptz,
            longest_gap        interval
        );
    END IF;
END
$$;

CREATE OR REPLACE FUNCTION snapshot_day(zone text, from_time timestamptz, to_time timestamptz)
    RETURNS SETOF snapshot_day_row
    LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT a.account,
           (d.within).period::date AS day,
           c.snapshots,
           CASE WHEN (d.within).period_end > known.since
                THEN round(extract(epoch FROM (d.within).period_end - (d.within).period_start)
                           / extract(epoch FROM a.expected_interval))
           END::bigint AS expected_snapshots,
           c.first_time,
           c.last_time,
           c.longest_gap
      FROM account_interval a
     CROSS JOIN LATERAL (SELECT least(a.created_at, (SELECT s.response_time
                                                       FROM recorded_snapshot s
                                                      WHERE s.account_id = a.account_id
                                                      ORDER BY s.response_time
                                                      LIMIT 1)) AS since
                         -- Prevents PostgreSQL from repeating the look-up for each day.
                         OFFSET 0) known
     CROSS JOIN LATERAL (
           WITH RECURSIVE day AS (
               SELECT balance_period(f.start, 'day', zone) AS within
                 FROM (SELECT CASE WHEN from_time > '-infinity' THEN from_time ELSE known.since END AS start) f
                WHERE f.start < least(to_time, now())
               UNION ALL
               SELECT balance_period((day.within).period_end, 'day', zone)
                 FROM day
                WHERE (day.within).period_end < least(to_time, now())
           )
           SELECT day.within FROM day) d
     CROSS JOIN LATERAL (
           SELECT count(t.response_time) AS snapshots,
                  min(t.response_time) AS first_time,
                  max(t.response_time) AS last_time,
                  max(t.until - t.since) AS longest_gap
             FROM (SELECT u.response_time,
                          u.until,
                          lag(u.until, 1, (d.within).period_start) OVER (ORDER BY u.until) AS since
                     FROM (SELECT s.response_time, s.response_time AS until
                             FROM recorded_snapshot s
                            WHERE s.account_id = a.account_id
                              AND s.response_time >= (d.within).period_start
                              AND s.response_time < (d.within).period_end
                            UNION ALL
                           SELECT NULL, least((d.within).period_end, now())) u) t) c
           -- Rejects an unknown zone even if there is no account.
     WHERE balance_period_start('epoch', 'day', zone) IS NOT NULL;
END;

COMMENT ON FUNCTION snapshot_day(text, timestamptz, timestamptz) IS 'Each day in a time zone that [from_time, to_time) overlaps, up to today, for each account. Columns: account, day, snapshots, expected_snapshots, first_time, last_time, longest_gap. A day is counted as a whole, also where the range cuts it, and has a row without a snapshot too. Without from_time, the days start with the account.';
COMMENT ON TYPE snapshot_day_row IS 'A row of snapshot_day.';
COMMENT ON COLUMN snapshot_day_row.account IS 'The account''s name.';
COMMENT ON COLUMN snapshot_day_row.day IS 'The day in the time zone.';
COMMENT ON COLUMN snapshot_day_row.snapshots IS 'The number of the account''s snapshots on that day.';
COMMENT ON COLUMN snapshot_day_row.expected_snapshots IS 'The number that the account''s interval gives for the whole day. Null if the interval is unknown, and before the account was known.';
COMMENT ON COLUMN snapshot_day_row.first_time IS 'The time of the day''s first snapshot. Null without one.';
COMMENT ON COLUMN snapshot_day_row.last_time IS 'The time of the day''s last snapshot. Null without one.';
COMMENT ON COLUMN snapshot_day_row.longest_gap IS 'The longest time of the day without a snapshot, from the start of the day to its end or until now.';
