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

CREATE OR REPLACE FUNCTION balance_chart(from_time timestamptz, to_time timestamptz, columns integer)
    RETURNS SETOF balance_chart_row
    LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT a.account,
           c.wallet,
           c.currency,
           c.column_start,
           opening.balance AS first,
           c.lowest,
           c.highest,
           closing.balance AS last,
           c.highest_locked,
           c.snapshots
      FROM recorded_account a
     CROSS JOIN LATERAL (
           SELECT b.account_id,
                  b.wallet,
                  b.currency,
                  -- Rounded up to a microsecond, so that the columns cover the range.
                  date_bin(make_interval(secs => (ceil(extract(epoch FROM to_time - from_time) * 1000000 / columns)
                                                  / 1000000)::float8), b.response_time, from_time) AS column_start,
                  min(b.response_time) AS first_time,
                  max(b.response_time) AS last_time,
                  -- In the order of time, so that of 1.5 and 1.50 it is always the same.
                  min(b.balance ORDER BY b.response_time) AS lowest,
                  max(b.balance ORDER BY b.response_time) AS highest,
                  max(b.locked_balance ORDER BY b.response_time) AS highest_locked,
                  count(*) AS snapshots
             FROM balance_between(from_time, to_time) b
            WHERE b.account_id = a.account_id
            GROUP BY b.account_id, b.wallet, b.currency, column_start) c
           -- LIMIT forces a look-up for each column.
     CROSS JOIN LATERAL (SELECT b.balance
                           FROM recorded_balance b
                          WHERE b.account_id = c.account_id
                            AND b.response_time = c.first_time
                            AND b.wallet = c.wallet
                            AND b.currency = c.currency
                          LIMIT 1) opening
     CROSS JOIN LATERAL (SELECT b.balance
                           FROM recorded_balance b
                          WHERE b.account_id = c.account_id
                            AND b.response_time = c.last_time
                            AND b.wallet = c.wallet
                            AND b.currency = c.currency
                          LIMIT 1) closing;
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
