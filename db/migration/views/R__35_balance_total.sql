-- A composite type, since the columns of RETURNS TABLE have no collation. With it, the rows have the order of the
-- indexes.
DO $$
BEGIN
    IF to_regtype('balance_total_row') IS NULL THEN
        CREATE TYPE balance_total_row AS (
            currency             text COLLATE "C",
            balance              numeric,
            available_balance    numeric,
            locked_balance       numeric,
            accounts             bigint,
            accounts_expected    bigint,
            oldest_response_time timestamptz
        );
    END IF;
END
$$;

CREATE OR REPLACE FUNCTION balance_total(at timestamptz) RETURNS SETOF balance_total_row
    LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT b.currency,
           sum(b.balance) AS balance,
           sum(b.available_balance) AS available_balance,
           sum(b.locked_balance) AS locked_balance,
           -- A currency may be in several wallets of an account.
           count(DISTINCT b.account_id) AS accounts,
           (SELECT count(*) FROM recorded_account) AS accounts_expected,
           min(b.response_time) AS oldest_response_time
      FROM recorded_account a
     CROSS JOIN LATERAL (SELECT s.account_id, s.response_time
                           FROM recorded_snapshot s
                          WHERE s.account_id = a.account_id AND s.response_time <= balance_total.at
                          ORDER BY s.response_time DESC
                          LIMIT 1) newest
      JOIN recorded_balance b ON b.account_id = newest.account_id AND b.response_time = newest.response_time
     GROUP BY b.currency;
END;

COMMENT ON FUNCTION balance_total(timestamptz) IS 'The sum of each currency over the newest snapshots of all accounts at an instant. Columns: currency, balance, available_balance, locked_balance, accounts (that list the currency), accounts_expected (all accounts), oldest_response_time (of the snapshots that list the currency). An account without a snapshot is counted in accounts_expected and never assumed to be zero.';
COMMENT ON TYPE balance_total_row IS 'A row of balance_total.';
COMMENT ON COLUMN balance_total_row.currency IS 'The exchange''s currency code.';
COMMENT ON COLUMN balance_total_row.balance IS 'The total over all accounts and wallets.';
COMMENT ON COLUMN balance_total_row.available_balance IS 'The part that is not locked.';
COMMENT ON COLUMN balance_total_row.locked_balance IS 'The total less the available part.';
COMMENT ON COLUMN balance_total_row.accounts IS 'The number of accounts whose snapshot lists the currency.';
COMMENT ON COLUMN balance_total_row.accounts_expected IS 'The number of all accounts, including those without a snapshot.';
COMMENT ON COLUMN balance_total_row.oldest_response_time IS 'The time of the oldest snapshot in the sum.';
