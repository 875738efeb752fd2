-- A composite type, since the columns of RETURNS TABLE have no collation. With it, the rows have the order of the
-- indexes.
DO $$
BEGIN
    IF to_regtype('balance_locked_row') IS NULL THEN
        CREATE TYPE balance_locked_row AS (
            account        text COLLATE "C",
            wallet         text COLLATE "C",
            currency       text COLLATE "C",
            locked_balance numeric,
            locked_since   timestamptz,
            last_seen_free timestamptz
        );
    END IF;
END
$$;

-- Walks back from the instant, and ends at the first snapshot that does not list the balance as locked.
CREATE OR REPLACE FUNCTION balance_locked(at timestamptz) RETURNS SETOF balance_locked_row
    LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT a.account,
           b.wallet,
           b.currency,
           b.locked_balance,
           (SELECT s.response_time
              FROM recorded_snapshot s
             WHERE s.account_id = a.account_id AND s.response_time > coalesce(other.response_time, '-infinity')
             ORDER BY s.response_time
             LIMIT 1) AS locked_since,
           (SELECT f.response_time
              FROM recorded_balance f
             WHERE f.account_id = a.account_id
               AND f.response_time <= other.response_time
               AND f.wallet = b.wallet
               AND f.currency = b.currency
               AND f.locked_balance <= 0
             ORDER BY f.response_time DESC
             LIMIT 1) AS last_seen_free
      FROM recorded_account a
     CROSS JOIN LATERAL (SELECT s.account_id, s.response_time
                           FROM recorded_snapshot s
                          WHERE s.account_id = a.account_id AND s.response_time <= balance_locked.at
                          ORDER BY s.response_time DESC
                          LIMIT 1) newest
      JOIN recorded_balance b ON b.account_id = newest.account_id AND b.response_time = newest.response_time
      LEFT JOIN LATERAL (SELECT s.response_time
                           FROM recorded_snapshot s
                          WHERE s.account_id = newest.account_id
                            AND s.response_time < newest.response_time
                                -- A subquery forces a look-up for each snapshot.
                            AND coalesce((SELECT l.locked_balance
                                            FROM recorded_balance l
                                           WHERE l.account_id = s.account_id
                                             AND l.response_time = s.response_time
                                             AND l.wallet = b.wallet
                                             AND l.currency = b.currency), 0) <= 0
                          ORDER BY s.response_time DESC
                          LIMIT 1) other ON true
     WHERE b.locked_balance > 0;
END;

COMMENT ON FUNCTION balance_locked(timestamptz) IS 'Each locked balance in the newest snapshots of all accounts at an instant, and since when it is locked. Columns: account, wallet, currency, locked_balance, locked_since, last_seen_free. It was locked after last_seen_free and no later than locked_since. A snapshot that does not list the currency ends the search for locked_since, and does not count as free.';
COMMENT ON TYPE balance_locked_row IS 'A row of balance_locked.';
COMMENT ON COLUMN balance_locked_row.account IS 'The account''s name.';
COMMENT ON COLUMN balance_locked_row.wallet IS 'The wallet of the account.';
COMMENT ON COLUMN balance_locked_row.currency IS 'The exchange''s currency code.';
COMMENT ON COLUMN balance_locked_row.locked_balance IS 'The total less the available part.';
COMMENT ON COLUMN balance_locked_row.locked_since IS 'The first of the uninterrupted snapshots that list a locked balance.';
COMMENT ON COLUMN balance_locked_row.last_seen_free IS 'The last snapshot before that lists the currency with nothing locked. Null if no such snapshot exists.';
