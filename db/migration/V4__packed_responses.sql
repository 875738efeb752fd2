-- The recorded responses of a chunk, as arrays beside its times, one place for each snapshot. The bodies of one account
-- are alike, so that they take little space beside each other. The number of a response, its time, the origin of that time
-- and its slot are only in the header of the snapshot. A place is null if the response stays a row of balance_response: one
-- in another state, or that does not agree with its header. The view packed_response shows the packed ones, and
-- archived_response all responses.

ALTER TABLE balance_chunk
    ADD COLUMN origins         text[],
    ADD COLUMN requested       bigint[],
    ADD COLUMN received        bigint[],
    ADD COLUMN statuses        text[],
    ADD COLUMN status_messages text[],
    ADD COLUMN formats         text[],
    ADD COLUMN bodies          bytea[],
    ADD COLUMN part_lengths    text[],
    ADD COLUMN body_hashes     bytea[],
    ADD COLUMN runs            bigint[],
    ADD COLUMN run_range       int8range,
    ADD COLUMN oldest_body     timestamptz,
    ADD CONSTRAINT balance_chunk_fits CHECK (
        array_dims(origins) = array_dims(times) AND array_dims(requested) = array_dims(times)
        AND array_dims(received) = array_dims(times) AND array_dims(statuses) = array_dims(times)
        AND array_dims(status_messages) = array_dims(times) AND array_dims(formats) = array_dims(times)
        AND array_dims(bodies) = array_dims(times) AND array_dims(part_lengths) = array_dims(times)
        AND array_dims(body_hashes) = array_dims(times) AND array_dims(runs) = array_dims(times));

DO $$
BEGIN
    ALTER TABLE balance_chunk ALTER COLUMN origins SET COMPRESSION lz4,
                              ALTER COLUMN requested SET COMPRESSION lz4,
                              ALTER COLUMN received SET COMPRESSION lz4,
                              ALTER COLUMN statuses SET COMPRESSION lz4,
                              ALTER COLUMN status_messages SET COMPRESSION lz4,
                              ALTER COLUMN formats SET COMPRESSION lz4,
                              ALTER COLUMN bodies SET COMPRESSION lz4,
                              ALTER COLUMN part_lengths SET COMPRESSION lz4,
                              ALTER COLUMN body_hashes SET COMPRESSION lz4,
                              ALTER COLUMN runs SET COMPRESSION lz4;
EXCEPTION
    -- A server built without lz4 keeps its default.
    WHEN feature_not_supported THEN NULL;
END
$$;

CREATE INDEX balance_chunk_run_idx ON balance_chunk USING gist (run_range);
CREATE INDEX balance_chunk_body_idx ON balance_chunk (oldest_body) WHERE oldest_body IS NOT NULL;

-- The foreign key would keep each response a row. Instead, a snapshot can only be added beside its response, and a response
-- can only be deleted once a chunk has all of it.
ALTER TABLE snapshot DROP CONSTRAINT snapshot_response_id_account_id_fkey;

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

-- A session must not direct them to tables of its own, and they look up a few rows, however large the tables are.
DO $$
DECLARE
    own text;
BEGIN
    FOREACH own IN ARRAY ARRAY['reject_unanswered', 'reject_lost_responses', 'reject_lost_places',
                               'reject_changed_chunk'] LOOP
        EXECUTE format('ALTER FUNCTION %I() SET search_path = pg_catalog, %I, pg_temp', own, current_schema());
        EXECUTE format('ALTER FUNCTION %I() SET enable_seqscan = off', own);
        EXECUTE format('ALTER FUNCTION %I() SET enable_hashjoin = off', own);
        EXECUTE format('ALTER FUNCTION %I() SET enable_mergejoin = off', own);
    END LOOP;
END
$$;

DROP TRIGGER keep_response ON balance_response;
CREATE TRIGGER one_at_a_time BEFORE DELETE ON balance_response FOR EACH STATEMENT EXECUTE FUNCTION await_other_pack();
CREATE TRIGGER keep_response AFTER DELETE ON balance_response REFERENCING OLD TABLE AS removed
    FOR EACH STATEMENT EXECUTE FUNCTION reject_lost_responses();
DROP TRIGGER one_at_a_time ON balance_chunk;
CREATE TRIGGER one_at_a_time BEFORE INSERT OR DELETE ON balance_chunk
    FOR EACH STATEMENT EXECUTE FUNCTION await_other_pack();
DROP TRIGGER append_only ON balance_chunk;
CREATE TRIGGER append_only BEFORE UPDATE ON balance_chunk FOR EACH ROW EXECUTE FUNCTION reject_changed_chunk();
CREATE TRIGGER keep_places BEFORE DELETE ON balance_chunk FOR EACH ROW EXECUTE FUNCTION reject_lost_places();

ALTER TABLE balance_response ENABLE ALWAYS TRIGGER one_at_a_time;
ALTER TABLE balance_response ENABLE ALWAYS TRIGGER keep_response;
ALTER TABLE balance_chunk ENABLE ALWAYS TRIGGER one_at_a_time;
ALTER TABLE balance_chunk ENABLE ALWAYS TRIGGER append_only;
ALTER TABLE balance_chunk ENABLE ALWAYS TRIGGER keep_places;

-- Like a foreign key, it does not fire for a replication, which may copy the snapshots before their responses.
CREATE TRIGGER answered AFTER INSERT ON snapshot REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION reject_unanswered();

COMMENT ON FUNCTION reject_unanswered() IS 'Trigger function: rejects a snapshot without a response.';
COMMENT ON FUNCTION reject_lost_responses() IS 'Trigger function: rejects the deletion of responses that no chunk has, byte for byte.';
COMMENT ON FUNCTION reject_lost_places() IS 'Trigger function: rejects the deletion of a chunk whose responses are not rows again, byte for byte.';
COMMENT ON FUNCTION reject_changed_chunk() IS 'Trigger function: rejects a change of a chunk, except that a body becomes null and its hash stays.';

COMMENT ON INDEX balance_chunk_run_idx IS 'Finds the packed responses of a run.';
COMMENT ON INDEX balance_chunk_body_idx IS 'Finds the packed bodies that have expired.';
COMMENT ON TABLE balance_chunk IS 'Packed snapshots of one account: their times, and their responses. Chunks of an account do not overlap. Append-only, except for expired bodies.';
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
