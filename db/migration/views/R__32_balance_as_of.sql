-- A function in this folder is one query. PostgreSQL inlines it, so that a condition on account or currency becomes
-- part of its look-ups. As in latest_balance, both keys of a balance come from the same subquery.

CREATE OR REPLACE FUNCTION balance_as_of(at timestamptz) RETURNS SETOF latest_balance
    LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT a.account,
           b.wallet,
           b.currency,
           b.balance,
           b.available_balance,
           b.locked_balance,
           b.response_time,
           -- Before PostgreSQL 17 an interval cannot be infinite.
           CASE WHEN isfinite(balance_as_of.at) THEN balance_as_of.at - b.response_time END AS age
      FROM recorded_account a
     CROSS JOIN LATERAL (SELECT s.account_id, s.response_time
                           FROM recorded_snapshot s
                          WHERE s.account_id = a.account_id AND s.response_time <= balance_as_of.at
                          ORDER BY s.response_time DESC
                          LIMIT 1) newest
      JOIN recorded_balance b ON b.account_id = newest.account_id AND b.response_time = newest.response_time;
END;

COMMENT ON FUNCTION balance_as_of(timestamptz) IS 'The newest snapshot of each account at an instant. Columns, as in latest_balance: account, wallet, currency, balance, available_balance, locked_balance, response_time, age. age is the time from response_time to the instant. A currency that the snapshot does not list was not reported, which is not zero.';
