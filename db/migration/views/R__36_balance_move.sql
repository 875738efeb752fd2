-- A composite type, since the columns of RETURNS TABLE have no collation. With it, the rows have the order of the
-- indexes.
DO $$
BEGIN
    IF to_regtype('balance_move_row') IS NULL THEN
        CREATE TYPE balance_move_row AS (
            account       text COLLATE "C",
            response_time timestamptz,
            wallet        text COLLATE "C",
            currency      text COLLATE "C",
            before        numeric,
            after         numeric,
            change        numeric
        );
    END IF;
END
$$;

-- Reads the headers of the range, and the balances only of two neighbours with different content.
CREATE OR REPLACE FUNCTION balance_move(from_time timestamptz, to_time timestamptz) RETURNS SETOF balance_move_row
    LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT a.account,
           pair.response_time,
           m.wallet,
           m.currency,
           m.before,
           m.after,
           m.after - m.before AS change
      FROM recorded_account a
     CROSS JOIN LATERAL (
           SELECT n.account_id, n.response_time, n.response_time_before
             FROM (SELECT s.account_id,
                          s.response_time,
                          s.content_sha256,
                          lag(s.response_time) OVER own AS response_time_before,
                          lag(s.content_sha256) OVER own AS content_before
                     FROM recorded_snapshot s
                    WHERE s.account_id = a.account_id
                          -- The range and the snapshot before it.
                      AND s.response_time >= coalesce((SELECT p.response_time
                                                         FROM recorded_snapshot p
                                                        WHERE p.account_id = a.account_id
                                                          AND p.response_time < from_time
                                                        ORDER BY p.response_time DESC
                                                        LIMIT 1), from_time, '-infinity')
                      AND s.response_time < coalesce(to_time, 'infinity')
                   WINDOW own AS (ORDER BY s.response_time)) n
            WHERE n.response_time >= coalesce(from_time, '-infinity')
              AND n.content_sha256 <> n.content_before) pair
     CROSS JOIN LATERAL (SELECT wallet, currency, o.balance AS before, n.balance AS after
                           FROM (SELECT b.wallet, b.currency, b.balance
                                   FROM recorded_balance b
                                  WHERE b.account_id = pair.account_id
                                    AND b.response_time = pair.response_time_before) o
                           FULL JOIN (SELECT b.wallet, b.currency, b.balance
                                        FROM recorded_balance b
                                       WHERE b.account_id = pair.account_id
                                         AND b.response_time = pair.response_time) n USING (wallet, currency)
                          WHERE o.balance IS DISTINCT FROM n.balance) m;
END;

COMMENT ON FUNCTION balance_move(timestamptz, timestamptz) IS 'Each balance of a snapshot in [from_time, to_time) that differs from the account''s snapshot before. Columns: account, response_time, wallet, currency, before, after, change. The first snapshot of an account has no row, since none is before it. A null bound of the range is no bound.';
COMMENT ON TYPE balance_move_row IS 'A row of balance_move.';
COMMENT ON COLUMN balance_move_row.account IS 'The account''s name.';
COMMENT ON COLUMN balance_move_row.response_time IS 'The time of the snapshot in which the balance is another. It changed between the snapshot before and this one.';
COMMENT ON COLUMN balance_move_row.wallet IS 'The wallet of the account.';
COMMENT ON COLUMN balance_move_row.currency IS 'The exchange''s currency code.';
COMMENT ON COLUMN balance_move_row.before IS 'The total in the snapshot before. Null if it is not reported there, which is not zero.';
COMMENT ON COLUMN balance_move_row.after IS 'The total in this snapshot. Null if it is not reported here, which is not zero.';
COMMENT ON COLUMN balance_move_row.change IS 'The total after less the one before. Null if one of them is null.';
