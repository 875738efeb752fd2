-- A composite type, since the columns of RETURNS TABLE have no collation. With it, the rows have the order of the
-- indexes.
DO $$
BEGIN
    IF to_regtype('balance_close_row') IS NULL THEN
        CREATE TYPE balance_close_row AS (
            account            text COLLATE "C",
            period             text COLLATE "C",
            period_start       timestamptz,
            period_end         timestamptz,
            wallet             text COLLATE "C",
            currency           text COLLATE "C",
            balance            numeric,
            available_balance  numeric,
            locked_balance     numeric,
            response_time      timestamptz,
            snapshots          bigint,
            expected_snapshots bigint,
            complete           boolean
        );
    END IF;
END
$$;

-- Walks from the end of the range back: the newest snapshot, then the newest before that one's period, and so on. A
-- year of days is 365 look-ups, regardless of the number of snapshots.
CREATE OR REPLACE FUNCTION balance_close(period text, zone text, from_time timestamptz, to_time timestamptz)
    RETURNS SETOF balance_close_row
    LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT a.account,
           (c.within).period,
           (c.within).period_start,
           (c.within).period_end,
           b.wallet,
           b.currency,
           b.balance,
           b.available_balance,
           b.locked_balance,
           b.response_time,
           c.snapshots,
           round(extract(epoch FROM (c.within).period_end - (c.within).period_start)
                 / extract(epoch FROM a.expected_interval))::bigint AS expected_snapshots,
           (c.within).period_end <= now()
               AND (c.within).period_start >= coalesce(from_time, '-infinity')
               AND (c.within).period_end <= coalesce(to_time, 'infinity')
               -- As in snapshot_gap_between.
               AND coalesce((c.within).period_end - b.response_time <= 1.5 * a.expected_interval, true) AS complete
      FROM account_interval a
     CROSS JOIN LATERAL (
           WITH RECURSIVE close AS (
               (SELECT s.account_id,
                       s.response_time,
                       balance_period(s.response_time, balance_close.period, zone) AS within
                  FROM recorded_snapshot s
                 WHERE s.account_id = a.account_id
                   AND s.response_time >= coalesce(from_time, '-infinity')
                   AND s.response_time < coalesce(to_time, 'infinity')
                 ORDER BY s.response_time DESC
                 LIMIT 1)
               UNION ALL
               SELECT s.account_id,
                      s.response_time,
                      balance_period(s.response_time, balance_close.period, zone)
                 FROM close
                CROSS JOIN LATERAL (SELECT n.account_id, n.response_time
                                      FROM recorded_snapshot n
                                     WHERE n.account_id = close.account_id
                                       AND n.response_time >= coalesce(from_time, '-infinity')
                                       -- Always further back, whatever a time zone returns.
                                       AND n.response_time < least((close.within).period_start, close.response_time)
                                     ORDER BY n.response_time DESC
                                     LIMIT 1) s
           )
           SELECT close.account_id,
                  close.response_time,
                  close.within,
                  (SELECT count(*)
                     FROM recorded_snapshot s
                    WHERE s.account_id = close.account_id
                      AND s.response_time >= greatest((close.within).period_start, from_time)
                      AND s.response_time <= close.response_time) AS snapshots
             FROM close) c
      JOIN recorded_balance b ON b.account_id = c.account_id AND b.response_time = c.response_time
           -- Rejects an unknown period or zone even if there is no snapshot.
     WHERE balance_period_start('epoch', balance_close.period, zone) IS NOT NULL;
END;

COMMENT ON FUNCTION balance_close(text, text, timestamptz, timestamptz) IS 'The last snapshot of each account and period (hour, day, week, month or year) in a time zone, within [from_time, to_time). Columns: account, period, period_start, period_end, wallet, currency, balance, available_balance, locked_balance, response_time, snapshots, expected_snapshots, complete. A row is the close of its period only if complete is true. A period without a snapshot has no row: no value is carried over. A null bound of the range is no bound.';
COMMENT ON TYPE balance_close_row IS 'A row of balance_close.';
COMMENT ON COLUMN balance_close_row.account IS 'The account''s name.';
COMMENT ON COLUMN balance_close_row.period IS 'The label of the period in the time zone: 2026-10-31T14, 2026-10-31, 2026-W44, 2026-10 or 2026.';
COMMENT ON COLUMN balance_close_row.period_start IS 'The start of the period, even if it is before the range.';
COMMENT ON COLUMN balance_close_row.period_end IS 'The start of the next period, even if it is after the range.';
COMMENT ON COLUMN balance_close_row.wallet IS 'The wallet of the account.';
COMMENT ON COLUMN balance_close_row.currency IS 'The exchange''s currency code.';
COMMENT ON COLUMN balance_close_row.balance IS 'The total in the period''s last snapshot.';
COMMENT ON COLUMN balance_close_row.available_balance IS 'The part that is not locked.';
COMMENT ON COLUMN balance_close_row.locked_balance IS 'The total less the available part.';
COMMENT ON COLUMN balance_close_row.response_time IS 'The time of the period''s last snapshot within the range.';
COMMENT ON COLUMN balance_close_row.snapshots IS 'The number of the account''s snapshots in the period within the range.';
COMMENT ON COLUMN balance_close_row.expected_snapshots IS 'The number that the account''s interval gives for the whole period. Null if the interval is unknown.';
COMMENT ON COLUMN balance_close_row.complete IS 'False while the period lasts, and if the range does not contain all of it. Also false if its last snapshot is more than 1.5 times the expected interval before its end.';
