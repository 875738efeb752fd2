-- A composite type, since the columns of RETURNS TABLE have no collation. With it, the rows have the order of the
-- indexes.
DO $$
BEGIN
    IF to_regtype('balance_between_row') IS NULL THEN
        CREATE TYPE balance_between_row AS (
            account_id        integer,
            response_time     timestamptz,
            wallet            text COLLATE "C",
            currency          text COLLATE "C",
            balance           numeric,
            available_balance numeric,
            locked_balance    numeric
        );
    END IF;
END
$$;

-- Opens each series once, while recorded_balance opens it for every snapshot.
CREATE OR REPLACE FUNCTION balance_between(from_time timestamptz, to_time timestamptz)
    RETURNS SETOF balance_between_row
    LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT b.account_id,
           b.response_time,
           b.wallet,
           b.currency,
           b.balance,
           b.available_balance,
           b.balance - b.available_balance AS locked_balance
      FROM unpacked_balance b
     WHERE b.response_time >= from_time AND b.response_time < to_time
     UNION ALL
    SELECT p.account_id,
           u.response_time,
           p.wallet,
           p.currency,
           u.balance,
           u.available_balance,
           u.balance - u.available_balance
      FROM packed_chunk c
      JOIN packed_balance p ON p.account_id = c.account_id AND p.first_time = c.first_time
     CROSS JOIN LATERAL unnest(c.times, p.balances, p.available_balances) u (response_time, balance, available_balance)
     WHERE c.first_time < to_time AND c.last_time >= from_time
       AND u.response_time >= from_time AND u.response_time < to_time
       AND u.balance IS NOT NULL;
END;

COMMENT ON FUNCTION balance_between(timestamptz, timestamptz) IS 'Every balance of [from_time, to_time), with the account''s number only. For a range of time it is faster than recorded_balance.';
COMMENT ON TYPE balance_between_row IS 'A row of balance_between.';
COMMENT ON COLUMN balance_between_row.account_id IS 'With response_time: the snapshot.';
COMMENT ON COLUMN balance_between_row.response_time IS 'With account_id: the snapshot.';
COMMENT ON COLUMN balance_between_row.wallet IS 'The wallet of the account.';
COMMENT ON COLUMN balance_between_row.currency IS 'The exchange''s currency code.';
COMMENT ON COLUMN balance_between_row.balance IS 'The total.';
COMMENT ON COLUMN balance_between_row.available_balance IS 'The part that is not locked.';
COMMENT ON COLUMN balance_between_row.locked_balance IS 'The total less the available part.';
