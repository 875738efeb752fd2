-- Old balances as series. Of 256 snapshots of an account, a chunk holds the times, and a series the balances of one
-- wallet and currency. A repeated balance then takes almost no space. The headers of the snapshots and their seals stay
-- rows of snapshot. The view recorded_balance shows rows and series alike.

CREATE TABLE balance_chunk (
    account_id integer       NOT NULL,
    first_time timestamptz   NOT NULL,
    last_time  timestamptz   NOT NULL,
    times      timestamptz[] NOT NULL CHECK (cardinality(times) > 0 AND array_ndims(times) = 1 AND array_lower(times, 1) = 1),
    PRIMARY KEY (account_id, first_time),
    CHECK (times[1] = first_time AND times[cardinality(times)] = last_time AND first_time <= last_time)
);

CREATE TABLE balance_series (
    account_id integer          NOT NULL,
    first_time timestamptz      NOT NULL,
    wallet     text COLLATE "C" NOT NULL,
    currency   text COLLATE "C" NOT NULL,
    balances   numeric[]        NOT NULL
        CHECK (cardinality(balances) > 0 AND array_ndims(balances) = 1 AND array_lower(balances, 1) = 1),
    available  numeric[]        CHECK (array_ndims(available) = 1 AND array_lower(available, 1) = 1),
    PRIMARY KEY (account_id, first_time, wallet, currency),
    FOREIGN KEY (account_id, first_time) REFERENCES balance_chunk,
    CHECK (cardinality(available) = cardinality(balances))
);

DO $$
BEGIN
    ALTER TABLE balance_chunk ALTER COLUMN times SET COMPRESSION lz4;
    ALTER TABLE balance_series ALTER COLUMN balances SET COMPRESSION lz4,
                               ALTER COLUMN available SET COMPRESSION lz4;
EXCEPTION
    -- A server built without lz4 keeps its default.
    WHEN feature_not_supported THEN NULL;
END
$$;

-- The history stays append-only. A balance may only move: a row can be deleted once its series has the same digits, and
-- a series once its rows have them. Amounts are compared as text, so that 1.50 is not 1.5. A trigger for each statement
-- takes a tenth of the time of one for each row.

-- Two transactions at once, one of which deletes the rows and the other one the series, would each find the copy of the
-- other. Two that add chunks would not see an overlap. So each waits for the other one, and then has to see what that one
-- has done.
CREATE FUNCTION await_other_pack() RETURNS trigger
    LANGUAGE plpgsql AS $$
BEGIN
    IF current_setting('transaction_isolation') <> 'read committed' THEN
        RAISE EXCEPTION 'balances can only be packed in transactions with the isolation level read committed'
            USING ERRCODE = 'invalid_transaction_state';
    END IF;
    PERFORM pg_advisory_xact_lock(hashtextextended('balance-history: moved balances', 0));
    RETURN NULL;
END
$$;

CREATE FUNCTION reject_lost_rows() RETURNS trigger
    LANGUAGE plpgsql AS $$
DECLARE
    reach record;
BEGIN
    FOR reach IN
        SELECT r.account_id, min(r.response_time) AS oldest, max(r.response_time) AS newest
          FROM removed r
         GROUP BY r.account_id
    LOOP
        IF EXISTS (SELECT r.response_time, r.wallet, r.currency, r.balance::text, r.available_balance::text
                     FROM removed r
                    WHERE r.account_id = reach.account_id
                   EXCEPT ALL
                   SELECT u.response_time, p.wallet, p.currency, u.balance::text, coalesce(u.available, u.balance)::text
                     FROM balance_chunk c
                     JOIN balance_series p ON p.account_id = c.account_id AND p.first_time = c.first_time
                    CROSS JOIN LATERAL unnest(c.times, p.balances, p.available) u (response_time, balance, available)
                    WHERE c.account_id = reach.account_id
                      AND c.first_time <= reach.newest
                          -- From the last chunk that starts at the oldest or before it, since chunks do not overlap.
                      AND c.first_time >= coalesce((SELECT max(f.first_time)
                                                      FROM balance_chunk f
                                                     WHERE f.account_id = reach.account_id
                                                       AND f.first_time <= reach.oldest), reach.oldest)
                      AND u.balance IS NOT NULL) THEN
            RAISE EXCEPTION '% of % rejected: the balance history is append-only', tg_op, tg_table_name
                USING ERRCODE = 'integrity_constraint_violation';
        END IF;
    END LOOP;
    RETURN NULL;
END
$$;

CREATE FUNCTION reject_lost_series() RETURNS trigger
    LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT r.account_id, u.response_time, r.wallet, r.currency, u.balance::text,
                      coalesce(u.available, u.balance)::text
                 FROM removed r
                 JOIN balance_chunk c ON c.account_id = r.account_id AND c.first_time = r.first_time
                CROSS JOIN LATERAL unnest(c.times, r.balances, r.available) u (response_time, balance, available)
                WHERE u.balance IS NOT NULL
               EXCEPT ALL
               SELECT b.account_id, b.response_time, b.wallet, b.currency, b.balance::text, b.available_balance::text
                 FROM (SELECT DISTINCT r.account_id, r.first_time FROM removed r) own
                 JOIN balance_chunk c ON c.account_id = own.account_id AND c.first_time = own.first_time
                 JOIN balance b ON b.account_id = c.account_id
                               AND b.response_time >= c.first_time AND b.response_time <= c.last_time) THEN
        RAISE EXCEPTION '% of % rejected: the balance history is append-only', tg_op, tg_table_name
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END
$$;

-- A chunk whose times are not in order would hide balances, and so would two chunks of an account that overlap.
CREATE FUNCTION reject_hiding_chunk() RETURNS trigger
    LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT
                 FROM (SELECT u.response_time, lag(u.response_time) OVER (ORDER BY u.place) AS before
                         FROM unnest(new.times) WITH ORDINALITY u (response_time, place)) t
                WHERE t.response_time IS NULL OR t.response_time <= t.before) THEN
        RAISE EXCEPTION 'the times of the chunk are not in order'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    -- Of the chunks that start before its end, the last one has the latest end.
    IF (SELECT c.last_time
          FROM balance_chunk c
         WHERE c.account_id = new.account_id AND c.first_time <= new.last_time
         ORDER BY c.first_time DESC
         LIMIT 1) >= new.first_time THEN
        RAISE EXCEPTION 'the chunk overlaps another one of the account'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN new;
END
$$;

-- A series with another number of balances than its chunk has times would not fit when it is unpacked. A replication may
-- copy the series before their chunks.
CREATE FUNCTION reject_misfit() RETURNS trigger
    LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT
                 FROM balance_chunk c
                WHERE c.account_id = new.account_id AND c.first_time = new.first_time
                  AND cardinality(c.times) <> cardinality(new.balances)) THEN
        RAISE EXCEPTION 'the series has another number of balances than its chunk has times'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN new;
END
$$;

-- The foreign key does the same, but not in a session without ordinary triggers.
CREATE FUNCTION reject_lost_times() RETURNS trigger
    LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT
                 FROM balance_series p
                WHERE p.account_id = old.account_id AND p.first_time = old.first_time) THEN
        RAISE EXCEPTION '% of % rejected: the balance history is append-only', tg_op, tg_table_name
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN old;
END
$$;

-- A session must not direct them to tables of its own.
DO $$
DECLARE
    own text;
BEGIN
    FOREACH own IN ARRAY ARRAY['await_other_pack', 'reject_lost_rows', 'reject_lost_series', 'reject_lost_times',
                               'reject_hiding_chunk', 'reject_misfit'] LOOP
        EXECUTE format('ALTER FUNCTION %I() SET search_path = pg_catalog, %I, pg_temp', own, current_schema());
    END LOOP;
END
$$;

DROP TRIGGER append_only ON balance;
CREATE TRIGGER append_only BEFORE UPDATE ON balance FOR EACH ROW EXECUTE FUNCTION reject_change();
CREATE TRIGGER one_at_a_time BEFORE DELETE ON balance FOR EACH STATEMENT EXECUTE FUNCTION await_other_pack();
CREATE TRIGGER keep_balance AFTER DELETE ON balance REFERENCING OLD TABLE AS removed
    FOR EACH STATEMENT EXECUTE FUNCTION reject_lost_rows();
CREATE TRIGGER append_only BEFORE UPDATE ON balance_series FOR EACH ROW EXECUTE FUNCTION reject_change();
CREATE TRIGGER one_at_a_time BEFORE DELETE ON balance_series
    FOR EACH STATEMENT EXECUTE FUNCTION await_other_pack();
CREATE TRIGGER keep_series AFTER DELETE ON balance_series REFERENCING OLD TABLE AS removed
    FOR EACH STATEMENT EXECUTE FUNCTION reject_lost_series();
CREATE TRIGGER never_truncate BEFORE TRUNCATE ON balance_series
    FOR EACH STATEMENT EXECUTE FUNCTION reject_change();
CREATE TRIGGER append_only BEFORE UPDATE ON balance_chunk FOR EACH ROW EXECUTE FUNCTION reject_change();
CREATE TRIGGER keep_chunk BEFORE DELETE ON balance_chunk FOR EACH ROW EXECUTE FUNCTION reject_lost_times();
CREATE TRIGGER one_at_a_time BEFORE INSERT ON balance_chunk FOR EACH STATEMENT EXECUTE FUNCTION await_other_pack();
CREATE TRIGGER apart BEFORE INSERT ON balance_chunk FOR EACH ROW EXECUTE FUNCTION reject_hiding_chunk();
CREATE TRIGGER fits BEFORE INSERT ON balance_series FOR EACH ROW EXECUTE FUNCTION reject_misfit();
CREATE TRIGGER never_truncate BEFORE TRUNCATE ON balance_chunk FOR EACH STATEMENT EXECUTE FUNCTION reject_change();

ALTER TABLE balance ENABLE ALWAYS TRIGGER append_only;
ALTER TABLE balance ENABLE ALWAYS TRIGGER one_at_a_time;
ALTER TABLE balance ENABLE ALWAYS TRIGGER keep_balance;
ALTER TABLE balance_series ENABLE ALWAYS TRIGGER append_only;
ALTER TABLE balance_series ENABLE ALWAYS TRIGGER fits;
ALTER TABLE balance_series ENABLE ALWAYS TRIGGER one_at_a_time;
ALTER TABLE balance_series ENABLE ALWAYS TRIGGER keep_series;
ALTER TABLE balance_series ENABLE ALWAYS TRIGGER never_truncate;
ALTER TABLE balance_chunk ENABLE ALWAYS TRIGGER append_only;
ALTER TABLE balance_chunk ENABLE ALWAYS TRIGGER keep_chunk;
ALTER TABLE balance_chunk ENABLE ALWAYS TRIGGER one_at_a_time;
ALTER TABLE balance_chunk ENABLE ALWAYS TRIGGER apart;
ALTER TABLE balance_chunk ENABLE ALWAYS TRIGGER never_truncate;

COMMENT ON FUNCTION await_other_pack() IS 'Trigger function: lets only one transaction at a time move balances.';
COMMENT ON FUNCTION reject_lost_rows() IS 'Trigger function: rejects the deletion of balances that no series has, digit for digit.';
COMMENT ON FUNCTION reject_lost_series() IS 'Trigger function: rejects the deletion of series whose balances are not rows again, digit for digit.';
COMMENT ON FUNCTION reject_lost_times() IS 'Trigger function: rejects the deletion of a chunk that has series.';
COMMENT ON FUNCTION reject_hiding_chunk() IS 'Trigger function: rejects a chunk whose times are not in order, or that overlaps another one of its account.';
COMMENT ON FUNCTION reject_misfit() IS 'Trigger function: rejects a series that does not fit its chunk.';

COMMENT ON TABLE balance_chunk IS 'The times of packed snapshots of one account. Chunks of an account do not overlap. Append-only.';
COMMENT ON COLUMN balance_chunk.account_id IS 'The account.';
COMMENT ON COLUMN balance_chunk.first_time IS 'The time of its first snapshot.';
COMMENT ON COLUMN balance_chunk.last_time IS 'The time of its last snapshot.';
COMMENT ON COLUMN balance_chunk.times IS 'The times of its snapshots, in order. A snapshot that was recorded later for a time between them has rows in balance.';

COMMENT ON TABLE balance_series IS 'The packed balances of one wallet and currency, digit for digit as the exchange sent them. Append-only; the view recorded_balance shows them.';
COMMENT ON COLUMN balance_series.account_id IS 'With first_time: the chunk.';
COMMENT ON COLUMN balance_series.first_time IS 'With account_id: the chunk.';
COMMENT ON COLUMN balance_series.wallet IS 'The wallet of the account, for example spot or trading.';
COMMENT ON COLUMN balance_series.currency IS 'The exchange''s currency code, as sent.';
COMMENT ON COLUMN balance_series.balances IS 'The totals, one for each time of the chunk. Null at a time at which the currency was not reported, which is not zero.';
COMMENT ON COLUMN balance_series.available IS 'The parts that are not locked. Null if they are the totals, digit for digit.';
