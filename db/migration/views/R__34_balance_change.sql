-- A composite type, since the columns of RETURNS TABLE have no collation. With it, the rows have the order of the
-- indexes.
DO $$
BEGIN
    IF to_regtype('balance_change_row') IS NULL THEN
        CREATE TYPE balance_change_row AS (
            account           text COLLATE "C",
            wallet            text COLLATE "C",
            currency          text COLLATE "C",
            opening_balance   numeric,
            closing_balance   numeric,
            change            numeric,
            opening_time      timestamptz,
            closing_time      timestamptz
        );
    END IF;
END
$$;

CREATE OR REPLACE FUNCTION balance_change(from_time timestamptz, to_time timestamptz) RETURNS SETOF balance_change_row
    LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT a.account,
           c.wallet,
           c.currency,
           c.opening_balance,
           c.closing_balance,
           c.closing_balance - c.opening_balance AS change,
           opening.response_time AS opening_time,
           closing.response_time AS closing_time
      FROM recorded_account a
      LEFT JOIN LATERAL (SELECT s.account_id, s.response_time
                           FROM recorded_snapshot s
                          WHERE s.account_id = a.account_id AND s.response_time < from_time
                          ORDER BY s.response_time DESC
                          LIMIT 1) opening ON true
      LEFT JOIN LATERAL (SELECT s.account_id, s.response_time
                           FROM recorded_snapshot s
                          WHERE s.account_id = a.account_id AND s.response_time < to_time
                          ORDER BY s.response_time DESC
                          LIMIT 1) closing ON true
     CROSS JOIN LATERAL (SELECT wallet, currency, o.balance AS opening_balance, n.balance AS closing_balance
                           FROM (SELECT b.wallet, b.currency, b.balance
                                   FROM recorded_balance b
                                  WHERE b.account_id = opening.account_id
                                    AND b.response_time = opening.response_time) o
                           FULL JOIN (SELECT b.wallet, b.currency, b.balance
                                        FROM recorded_balance b
                                       WHERE b.account_id = closing.account_id
                                         AND b.response_time = closing.response_time) n USING (wallet, currency)) c;
END;

COMMENT ON FUNCTION balance_change(timestamptz, timestamptz) IS 'Each balance just before from_time and just before to_time, so that adjacent ranges add up. Columns: account, wallet, currency, opening_balance, closing_balance, change, opening_time, closing_time. A currency that one of the two snapshots does not list is null there, and so is its change. If both times are the same, no snapshot was recorded between.';
COMMENT ON TYPE balance_change_row IS 'A row of balance_change.';
COMMENT ON COLUMN balance_change_row.account IS 'The account''s name.';
COMMENT ON COLUMN balance_change_row.wallet IS 'The wallet of the account.';
COMMENT ON COLUMN balance_change_row.currency IS 'The exchange''s currency code.';
COMMENT ON COLUMN balance_change_row.opening_balance IS 'The total in the newest snapshot before the start of the range. Null if it is not reported there.';
COMMENT ON COLUMN balance_change_row.closing_balance IS 'The total in the newest snapshot before the end of the range. Null if it is not reported there.';
COMMENT ON COLUMN balance_change_row.change IS 'The closing less the opening balance. Null if one of them is null.';
COMMENT ON COLUMN balance_change_row.opening_time IS 'The time of the opening snapshot. Null without one.';
COMMENT ON COLUMN balance_change_row.closing_time IS 'The time of the closing snapshot. The same as opening_time if no snapshot was recorded between.';
