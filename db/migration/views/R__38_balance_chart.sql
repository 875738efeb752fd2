-- A composite type, since the columns of RETURNS TABLE have no collation. With it, the rows have the order of the
-- indexes.
DO $$
BEGIN
    IF to_regtype('balance_chart_row') IS NULL THEN
        CREATE TYPE balance_chart_row AS (
            account        text COLLATE "C",
            wallet         text COLLATE "C",
            currency       text COLLATE "C",
            column_start   timestamptz,
            first          numeric,
            lowest         numeric,
            highest        numeric,
            last           numeric,
            highest_locked numeric,
            snapshots      bigint
        );
    END IF;
END
$$;

-- In a chunk, the balances of a series are put together first, which spares the sort of each single one.
CREATE OR REPLACE FUNCTION balance_chart(from_time timestamptz, to_time timestamptz, columns integer)
    RETURNS SETOF balance_chart_row
    LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT a.account,
           c.wallet,
           c.currency,
           c.column_start,
           c.first,
           c.lowest,
           c.highest,
           c.last,
           c.highest_locked,
           c.snapshots
      FROM recorded_account a
           -- Rounded up to a microsecond, so that the columns cover the range.
     CROSS JOIN (SELECT make_interval(secs => (ceil(extract(epoch FROM to_time - from_time) * 1000000 / columns)
                                               / 1000000)::float8) AS width) w
     CROSS JOIN LATERAL (
           SELECT b.account_id,
                  b.wallet,
                  b.currency,
                  b.column_start,
                  (array_agg(b.first ORDER BY b.first_time))[1]    AS first,
                  -- In the order of time, so that of 1.5 and 1.50 it is always the same.
                  min(b.lowest ORDER BY b.first_time)              AS lowest,
                  max(b.highest ORDER BY b.first_time)             AS highest,
                  (array_agg(b.last ORDER BY b.last_time DESC))[1] AS last,
                  max(b.highest_locked ORDER BY b.first_time)      AS highest_locked,
                  sum(b.snapshots)::bigint                         AS snapshots
             FROM (SELECT h.account_id,
                          h.wallet,
                          h.currency,
                          date_bin(w.width, h.response_time, from_time) AS column_start,
                          h.response_time                               AS first_time,
                          h.response_time                               AS last_time,
                          h.balance                                     AS first,
                          h.balance                                     AS lowest,
                          h.balance                                     AS highest,
                          h.balance                                     AS last,
                          h.balance - h.available_balance               AS highest_locked,
                          1                                             AS snapshots
                     FROM unpacked_balance h
                    WHERE h.response_time >= from_time AND h.response_time < to_time
                    UNION ALL
                   SELECT p.account_id,
                          p.wallet,
                          p.currency,
                          u.*
                     FROM packed_chunk k
                          -- Among rows, the snapshots of the chunk stay single, so that the order of time is kept.
                     LEFT JOIN LATERAL (SELECT true AS mixed
                                          FROM unpacked_balance m
                                         WHERE m.account_id = k.account_id
                                           AND m.response_time > k.first_time
                                           AND m.response_time < k.last_time
                                         LIMIT 1) m ON true
                     JOIN packed_balance p ON p.account_id = k.account_id AND p.first_time = k.first_time
                    CROSS JOIN LATERAL (
                          SELECT date_bin(w.width, s.response_time, from_time)      AS column_start,
                                 min(s.response_time)                               AS first_time,
                                 max(s.response_time)                               AS last_time,
                                 (array_agg(s.balance ORDER BY s.response_time))[1] AS first,
                                 min(s.balance ORDER BY s.response_time)            AS lowest,
                                 max(s.balance ORDER BY s.response_time)            AS highest,
                                 (array_agg(s.balance ORDER BY s.response_time))[count(*)] AS last,
                                 max(s.balance - s.available ORDER BY s.response_time)     AS highest_locked,
                                 count(*)                                           AS snapshots
                            FROM unnest(k.times, p.balances, p.available_balances)
                                 s (response_time, balance, available)
                           WHERE s.response_time >= from_time AND s.response_time < to_time AND s.balance IS NOT NULL
                           GROUP BY column_start, CASE WHEN m.mixed THEN s.response_time END) u
                    WHERE k.first_time < to_time AND k.last_time >= from_time) b
            WHERE b.account_id = a.account_id
            GROUP BY b.account_id, b.wallet, b.currency, b.column_start) c;
END;

COMMENT ON FUNCTION balance_chart(timestamptz, timestamptz, integer) IS 'The course of each balance in [from_time, to_time), in as many columns of equal length. Columns: account, wallet, currency, column_start, first, lowest, highest, last, highest_locked, snapshots. A column in which no snapshot lists the currency has no row. A gap within a column is not visible here: snapshot_gap_between has it.';
COMMENT ON TYPE balance_chart_row IS 'A row of balance_chart.';
COMMENT ON COLUMN balance_chart_row.account IS 'The account''s name.';
COMMENT ON COLUMN balance_chart_row.wallet IS 'The wallet of the account.';
COMMENT ON COLUMN balance_chart_row.currency IS 'The exchange''s currency code.';
COMMENT ON COLUMN balance_chart_row.column_start IS 'The start of the column. The first one starts with the range.';
COMMENT ON COLUMN balance_chart_row.first IS 'The total in the column''s first snapshot that lists the currency.';
COMMENT ON COLUMN balance_chart_row.lowest IS 'The lowest total in the column.';
COMMENT ON COLUMN balance_chart_row.highest IS 'The highest total in the column.';
COMMENT ON COLUMN balance_chart_row.last IS 'The total in the column''s last snapshot that lists the currency.';
COMMENT ON COLUMN balance_chart_row.highest_locked IS 'The highest locked balance in the column.';
COMMENT ON COLUMN balance_chart_row.snapshots IS 'The number of the column''s snapshots that list the currency.';
