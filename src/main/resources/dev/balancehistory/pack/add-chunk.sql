-- Adds a chunk of the oldest snapshots of a stretch, if there are enough, with their responses. A response stays a row if
-- it does not agree with its header, has a large body, or is changing right now. So does the newest one of all, from which
-- the next number is known.
WITH header AS MATERIALIZED (
    SELECT n.response_time, n.response_id, n.slot, n.time_source
      FROM snapshot n
     WHERE n.account_id = :account
       AND n.response_time > CAST(:after AS timestamptz) AND n.response_time < CAST(:before AS timestamptz)
     ORDER BY n.response_time
     LIMIT :snapshots
), response AS MATERIALIZED (
    SELECT r.*
      FROM header n
      JOIN balance_response r ON r.response_id = n.response_id AND r.account_id = :account
     WHERE r.response_time = n.response_time
       AND r.time_source = n.time_source
       AND r.slot IS NOT DISTINCT FROM n.slot
       AND r.state = 'recorded' AND r.state_reason IS NULL
       AND r.received_at >= n.response_time - interval '100000 days'
       AND r.received_at <= n.response_time + interval '100000 days'
       AND coalesce(r.requested_at, r.received_at) >= n.response_time - interval '100000 days'
       AND coalesce(r.requested_at, r.received_at) <= n.response_time + interval '100000 days'
       AND coalesce(octet_length(r.body), 0) <= 16384
       AND r.response_id < (SELECT max(m.response_id) FROM balance_response m)
       FOR UPDATE OF r SKIP LOCKED
)
INSERT INTO balance_chunk (account_id, first_time, last_time, times, origins, requested, received, statuses,
                           status_messages, formats, bodies, part_lengths, body_hashes, runs, run_range, oldest_body)
SELECT :account,
       min(n.response_time),
       max(n.response_time),
       array_agg(n.response_time ORDER BY n.response_time),
       array_agg(r.origin ORDER BY n.response_time),
       array_agg(CAST(extract(epoch FROM r.requested_at - n.response_time) * 1000000 AS bigint) ORDER BY n.response_time),
       array_agg(CAST(extract(epoch FROM r.received_at - n.response_time) * 1000000 AS bigint) ORDER BY n.response_time),
       array_agg(r.status ORDER BY n.response_time),
       array_agg(r.status_message ORDER BY n.response_time),
       array_agg(r.format ORDER BY n.response_time),
       array_agg(r.body ORDER BY n.response_time),
       array_agg(CAST(r.part_lengths AS text) ORDER BY n.response_time),
       array_agg(CASE WHEN sha256(r.body) IS DISTINCT FROM r.body_sha256 THEN r.body_sha256 END ORDER BY n.response_time),
       array_agg(r.job_execution_id ORDER BY n.response_time),
       CASE WHEN min(r.job_execution_id) IS NOT NULL
            THEN int8range(min(r.job_execution_id), max(r.job_execution_id), '[]')
       END,
       min(r.received_at) FILTER (WHERE r.body IS NOT NULL)
  FROM header n
  LEFT JOIN response r ON r.response_time = n.response_time
HAVING count(*) = :snapshots
RETURNING first_time::text AS first, last_time::text AS last
