-- Old snapshots as chunks and series. Of 256 snapshots of an account, a chunk holds the times and the recorded responses,
-- and a series the balances of one wallet and currency. A repeated balance then takes almost no space. The headers of the
-- snapshots and their seals stay rows of snapshot. The views recorded_balance and archived_response show rows, series and
-- chunks alike.

-- The responses are arrays beside the times, one place for each snapshot. The bodies of one account are alike, so that they
-- take little space beside each other. The number of a response, its time, the origin of that time and its slot are only in
-- the header of the snapshot. A place is null if the response stays a row of balance_response: one in another state, or
-- that does not agree with its header. The view packed_response shows the packed ones.
CREATE TABLE balance_chunk (
    account_id      integer       NOT NULL,
    first_time      timestamptz   NOT NULL,
    last_time       timestamptz   NOT NULL,
    times           timestamptz[] NOT NULL
        CHECK (cardinality(times) > 0 AND array_ndims(times) = 1 AND array_lower(times, 1) = 1),
    origins         text[],
    requested       bigint[],
    received        bigint[],
    statuses        text[],
    status_messages text[],
    formats         text[],
    bodies          bytea[],
    part_lengths    text[],
    body_hashes     bytea[],
    runs            bigint[],
    run_range       int8range,
    oldest_body     timestamptz,
    PRIMARY KEY (account_id, first_time),
    -- A check accepts null, so that these require true.
    CHECK ((times[1] = first_time AND times[cardinality(times)] = last_time AND first_time <= last_time) IS TRUE),
    CONSTRAINT balance_chunk_fits CHECK ((
        array_dims(origins) = array_dims(times) AND array_dims(requested) = array_dims(times)
        AND array_dims(received) = array_dims(times) AND array_dims(statuses) = array_dims(times)
        AND array_dims(status_messages) = array_dims(times) AND array_dims(formats) = array_dims(times)
        AND array_dims(bodies) = array_dims(times) AND array_dims(part_lengths) = array_dims(times)
        AND array_dims(body_hashes) = array_dims(times) AND array_dims(runs) = array_dims(times)
        AND array_positions(origins, NULL) = array_positions(formats, NULL)
        AND array_positions(received, NULL) = array_positions(formats, NULL)) IS TRUE)
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
    CHECK (cardinality(available) = cardinality(balances)
           AND array_positions(available, NULL) = array_positions(balances, NULL))
);

DO $$
BEGIN
    ALTER TABLE balance_chunk ALTER COLUMN times SET COMPRESSION lz4,
                              ALTER COLUMN origins SET COMPRESSION lz4,
                              ALTER COLUMN requested SET COMPRESSION lz4,
                              ALTER COLUMN received SET COMPRESSION lz4,
                              ALTER COLUMN statuses SET COMPRESSION lz4,
                              ALTER COLUMN status_messages SET COMPRESSION lz4,
                              ALTER COLUMN formats SET COMPRESSION lz4,
                              ALTER COLUMN bodies SET COMPRESSION lz4,
                              ALTER COLUMN part_lengths SET COMPRESSION lz4,
                              ALTER COLUMN body_hashes SET COMPRESSION lz4,
                              ALTER COLUMN runs SET COMPRESSION lz4;
    ALTER TABLE balance_series ALTER COLUMN balances SET COMPRESSION lz4,
                               ALTER COLUMN available SET COMPRESSION lz4;
EXCEPTION
    -- A server built without lz4 keeps its default.
    WHEN feature_not_supported THEN NULL;
END
$$;

CREATE INDEX balance_chunk_run_idx ON balance_chunk USING gist (run_range);
CREATE INDEX balance_chunk_body_idx ON balance_chunk (oldest_body) WHERE oldest_body IS NOT NULL;

-- The history stays append-only. A balance may only move: a row can be deleted once its series has the same digits, and
-- a series once its rows have them. Amounts are compared as text, so that 1.50 is not 1.5. A response moves in the same way.
-- A trigger for each statement takes a tenth of the time of one for each row.

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
                   SELECT u.response_time, p.wallet, p.currency, u.balance::text, u.available::text
                     FROM balance_chunk c
                     JOIN balance_series p ON p.account_id = c.account_id AND p.first_time = c.first_time
                    CROSS JOIN LATERAL unnest(c.times, p.balances, coalesce(p.available, p.balances))
                                       u (response_time, balance, available)
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
    IF EXISTS (SELECT r.account_id, u.response_time, r.wallet, r.currency, u.balance::text, u.available::text
                 FROM removed r
                 JOIN balance_chunk c ON c.account_id = r.account_id AND c.first_time = r.first_time
                CROSS JOIN LATERAL unnest(c.times, r.balances, coalesce(r.available, r.balances))
                                   u (response_time, balance, available)
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

-- A foreign key would keep each response a row. Instead, a snapshot can only be added beside its response, and a response
-- can only be deleted once a chunk has all of it.
CREATE FUNCTION reject_unanswered() RETURNS trigger
    LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT
                 FROM added a
                WHERE NOT EXISTS (SELECT
                                    FROM balance_response r
                                   WHERE r.response_id = a.response_id AND r.account_id = a.account_id)) THEN
        RAISE EXCEPTION 'the snapshot has no response in balance_response'
            USING ERRCODE = 'foreign_key_violation';
    END IF;
    RETURN NULL;
END
$$;

CREATE FUNCTION reject_lost_responses() RETURNS trigger
    LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT r.response_id, r.account_id, r.slot, r.origin, r.requested_at, r.received_at, r.response_time,
                      r.time_source, r.status, r.status_message, r.format, r.body, r.part_lengths, r.body_sha256, r.state,
                      r.state_reason, r.job_execution_id
                 FROM removed r
               EXCEPT ALL
               SELECT p.response_id, p.account_id, p.slot, p.origin, p.requested_at, p.received_at, p.response_time,
                      p.time_source, p.status, p.status_message, p.format, p.body, p.part_lengths, p.body_sha256, p.state,
                      p.state_reason, p.job_execution_id
                 FROM (SELECT DISTINCT r.account_id, c.first_time
                         FROM removed r
                        CROSS JOIN LATERAL (SELECT n.first_time
                                              FROM balance_chunk n
                                             WHERE n.account_id = r.account_id AND n.first_time <= r.response_time
                                             ORDER BY n.first_time DESC
                                             LIMIT 1) c) own
                 JOIN packed_response p ON p.account_id = own.account_id AND p.first_time = own.first_time) THEN
        RAISE EXCEPTION '% of % rejected: the balance history is append-only', tg_op, tg_table_name
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END
$$;

CREATE FUNCTION reject_lost_places() RETURNS trigger
    LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT p.response_id, p.account_id, p.slot, p.origin, p.requested_at, p.received_at, p.response_time,
                      p.time_source, p.status, p.status_message, p.format, p.body, p.part_lengths, p.body_sha256, p.state,
                      p.state_reason, p.job_execution_id
                 FROM packed_response p
                WHERE p.account_id = old.account_id AND p.first_time = old.first_time
               EXCEPT ALL
               SELECT r.response_id, r.account_id, r.slot, r.origin, r.requested_at, r.received_at, r.response_time,
                      r.time_source, r.status, r.status_message, r.format, r.body, r.part_lengths, r.body_sha256, r.state,
                      r.state_reason, r.job_execution_id
                 FROM unnest(old.times) u (response_time)
                CROSS JOIN LATERAL (SELECT n.response_id, n.account_id
                                      FROM snapshot n
                                     WHERE n.account_id = old.account_id AND n.response_time = u.response_time
                                    OFFSET 0) s
                 JOIN balance_response r ON r.response_id = s.response_id AND r.account_id = s.account_id) THEN
        RAISE EXCEPTION '% of % rejected: the balance history is append-only', tg_op, tg_table_name
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN old;
END
$$;

-- Only a body can be deleted, and then its hash takes its place.
CREATE FUNCTION reject_changed_chunk() RETURNS trigger
    LANGUAGE plpgsql AS $$
BEGIN
    IF (old.account_id, old.first_time, old.last_time, old.times, old.origins, old.requested, old.received, old.statuses,
        old.status_messages, old.formats, old.part_lengths, old.runs, old.run_range)
       IS DISTINCT FROM
       (new.account_id, new.first_time, new.last_time, new.times, new.origins, new.requested, new.received, new.statuses,
        new.status_messages, new.formats, new.part_lengths, new.runs, new.run_range)
       OR EXISTS (SELECT
                    FROM unnest(old.bodies, old.body_hashes, new.bodies, new.body_hashes) u (body, hash, left_body, left_hash)
                   WHERE (u.body IS DISTINCT FROM u.left_body OR u.hash IS DISTINCT FROM u.left_hash)
                     AND (u.body IS NULL OR u.left_body IS NOT NULL
                          OR u.left_hash IS DISTINCT FROM coalesce(u.hash, sha256(u.body)))) THEN
        RAISE EXCEPTION '% of % rejected: the balance history is append-only', tg_op, tg_table_name
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN new;
END
$$;

-- A session must not direct them to tables of its own.
DO $$
DECLARE
    own text;
BEGIN
    FOREACH own IN ARRAY ARRAY['await_other_pack', 'reject_lost_rows', 'reject_lost_series', 'reject_lost_times',
                               'reject_hiding_chunk', 'reject_misfit', 'reject_unanswered', 'reject_lost_responses',
                               'reject_lost_places', 'reject_changed_chunk'] LOOP
        EXECUTE format('ALTER FUNCTION %I() SET search_path = pg_catalog, %I, pg_temp', own, current_schema());
    END LOOP;
    -- They look up a few rows, however large the tables are.
    FOREACH own IN ARRAY ARRAY['reject_unanswered', 'reject_lost_responses', 'reject_lost_places',
                               'reject_changed_chunk'] LOOP
        EXECUTE format('ALTER FUNCTION %I() SET enable_seqscan = off', own);
        EXECUTE format('ALTER FUNCTION %I() SET enable_hashjoin = off', own);
        EXECUTE format('ALTER FUNCTION %I() SET enable_mergejoin = off', own);
    END LOOP;
END
$$;

CREATE TRIGGER one_at_a_time BEFORE DELETE ON balance FOR EACH STATEMENT EXECUTE FUNCTION await_other_pack();
CREATE TRIGGER keep_balance AFTER DELETE ON balance REFERENCING OLD TABLE AS removed
    FOR EACH STATEMENT EXECUTE FUNCTION reject_lost_rows();
CREATE TRIGGER one_at_a_time BEFORE DELETE ON balance_response FOR EACH STATEMENT EXECUTE FUNCTION await_other_pack();
CREATE TRIGGER keep_response AFTER DELETE ON balance_response REFERENCING OLD TABLE AS removed
    FOR EACH STATEMENT EXECUTE FUNCTION reject_lost_responses();
CREATE TRIGGER append_only BEFORE UPDATE ON balance_series FOR EACH ROW EXECUTE FUNCTION reject_change();
CREATE TRIGGER one_at_a_time BEFORE DELETE ON balance_series
    FOR EACH STATEMENT EXECUTE FUNCTION await_other_pack();
CREATE TRIGGER keep_series AFTER DELETE ON balance_series REFERENCING OLD TABLE AS removed
    FOR EACH STATEMENT EXECUTE FUNCTION reject_lost_series();
CREATE TRIGGER fits BEFORE INSERT ON balance_series FOR EACH ROW EXECUTE FUNCTION reject_misfit();
CREATE TRIGGER never_truncate BEFORE TRUNCATE ON balance_series
    FOR EACH STATEMENT EXECUTE FUNCTION reject_change();
CREATE TRIGGER append_only BEFORE UPDATE ON balance_chunk FOR EACH ROW EXECUTE FUNCTION reject_changed_chunk();
CREATE TRIGGER one_at_a_time BEFORE INSERT OR DELETE ON balance_chunk
    FOR EACH STATEMENT EXECUTE FUNCTION await_other_pack();
CREATE TRIGGER keep_chunk BEFORE DELETE ON balance_chunk FOR EACH ROW EXECUTE FUNCTION reject_lost_times();
CREATE TRIGGER keep_places BEFORE DELETE ON balance_chunk FOR EACH ROW EXECUTE FUNCTION reject_lost_places();
CREATE TRIGGER apart BEFORE INSERT ON balance_chunk FOR EACH ROW EXECUTE FUNCTION reject_hiding_chunk();
CREATE TRIGGER never_truncate BEFORE TRUNCATE ON balance_chunk FOR EACH STATEMENT EXECUTE FUNCTION reject_change();

ALTER TABLE balance ENABLE ALWAYS TRIGGER one_at_a_time;
ALTER TABLE balance ENABLE ALWAYS TRIGGER keep_balance;
ALTER TABLE balance_response ENABLE ALWAYS TRIGGER one_at_a_time;
ALTER TABLE balance_response ENABLE ALWAYS TRIGGER keep_response;
ALTER TABLE balance_series ENABLE ALWAYS TRIGGER append_only;
ALTER TABLE balance_series ENABLE ALWAYS TRIGGER one_at_a_time;
ALTER TABLE balance_series ENABLE ALWAYS TRIGGER keep_series;
ALTER TABLE balance_series ENABLE ALWAYS TRIGGER fits;
ALTER TABLE balance_series ENABLE ALWAYS TRIGGER never_truncate;
ALTER TABLE balance_chunk ENABLE ALWAYS TRIGGER append_only;
ALTER TABLE balance_chunk ENABLE ALWAYS TRIGGER one_at_a_time;
ALTER TABLE balance_chunk ENABLE ALWAYS TRIGGER keep_chunk;
ALTER TABLE balance_chunk ENABLE ALWAYS TRIGGER keep_places;
ALTER TABLE balance_chunk ENABLE ALWAYS TRIGGER apart;
ALTER TABLE balance_chunk ENABLE ALWAYS TRIGGER never_truncate;

-- Like a foreign key, it does not fire for a replication, which may copy the snapshots before their responses.
CREATE TRIGGER answered AFTER INSERT ON snapshot REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION reject_unanswered();

COMMENT ON FUNCTION await_other_pack() IS 'Trigger function: lets only one transaction at a time move balances.';
COMMENT ON FUNCTION reject_lost_rows() IS 'Trigger function: rejects the deletion of balances that no series has, digit for digit.';
COMMENT ON FUNCTION reject_lost_series() IS 'Trigger function: rejects the deletion of series whose balances are not rows again, digit for digit.';
COMMENT ON FUNCTION reject_lost_times() IS 'Trigger function: rejects the deletion of a chunk that has series.';
COMMENT ON FUNCTION reject_hiding_chunk() IS 'Trigger function: rejects a chunk whose times are not in order, or that overlaps another one of its account.';
COMMENT ON FUNCTION reject_misfit() IS 'Trigger function: rejects a series that does not fit its chunk.';
COMMENT ON FUNCTION reject_unanswered() IS 'Trigger function: rejects a snapshot without a response.';
COMMENT ON FUNCTION reject_lost_responses() IS 'Trigger function: rejects the deletion of responses that no chunk has, byte for byte.';
COMMENT ON FUNCTION reject_lost_places() IS 'Trigger function: rejects the deletion of a chunk whose responses are not rows again, byte for byte.';
COMMENT ON FUNCTION reject_changed_chunk() IS 'Trigger function: rejects a change of a chunk, except that a body becomes null and its hash stays.';

COMMENT ON TABLE balance_chunk IS 'Packed snapshots of one account: their times, and their responses. Chunks of an account do not overlap. Append-only, except for expired bodies.';
COMMENT ON COLUMN balance_chunk.account_id IS 'The account.';
COMMENT ON COLUMN balance_chunk.first_time IS 'The time of its first snapshot.';
COMMENT ON COLUMN balance_chunk.last_time IS 'The time of its last snapshot.';
COMMENT ON COLUMN balance_chunk.times IS 'The times of its snapshots, in order. A snapshot that was recorded later for a time between them has rows in balance.';
COMMENT ON COLUMN balance_chunk.origins IS 'The origin of each response. In this and the next columns, null at a place whose response is a row of balance_response.';
COMMENT ON COLUMN balance_chunk.requested IS 'The microseconds from the response time to requested_at. Null if that is unknown.';
COMMENT ON COLUMN balance_chunk.received IS 'The microseconds from the response time to received_at.';
COMMENT ON COLUMN balance_chunk.statuses IS 'The exchange''s status codes.';
COMMENT ON COLUMN balance_chunk.status_messages IS 'The exchange''s messages.';
COMMENT ON COLUMN balance_chunk.formats IS 'The format of each body.';
COMMENT ON COLUMN balance_chunk.bodies IS 'The responses, byte for byte. Null if the retention deleted it.';
COMMENT ON COLUMN balance_chunk.part_lengths IS 'The lengths of the parts of each body, as text. Null for a single one.';
COMMENT ON COLUMN balance_chunk.body_hashes IS 'SHA-256 of a body that is deleted. Null if the body is there, since it follows from that.';
COMMENT ON COLUMN balance_chunk.runs IS 'The run that fetched or imported each response: batch.batch_job_execution.';
COMMENT ON COLUMN balance_chunk.run_range IS 'The range of these runs. Null without any.';
COMMENT ON COLUMN balance_chunk.oldest_body IS 'The received_at of the response that arrived first, of those with a body. Null without any.';
COMMENT ON INDEX balance_chunk_run_idx IS 'Finds the packed responses of a run.';
COMMENT ON INDEX balance_chunk_body_idx IS 'Finds the packed bodies that have expired.';

COMMENT ON TABLE balance_series IS 'The packed balances of one wallet and currency, digit for digit as the exchange sent them. Append-only; the view recorded_balance shows them.';
COMMENT ON COLUMN balance_series.account_id IS 'With first_time: the chunk.';
COMMENT ON COLUMN balance_series.first_time IS 'With account_id: the chunk.';
COMMENT ON COLUMN balance_series.wallet IS 'The wallet of the account, for example spot or trading.';
COMMENT ON COLUMN balance_series.currency IS 'The exchange''s currency code, as sent.';
COMMENT ON COLUMN balance_series.balances IS 'The totals, one for each time of the chunk. Null at a time at which the currency was not reported, which is not zero.';
COMMENT ON COLUMN balance_series.available IS 'The parts that are not locked. Null if they are the totals, digit for digit.';
