-- Opens each array of a chunk once. The header of the snapshot has the rest of a response. Without the header, its number
-- is null.

CREATE OR REPLACE VIEW packed_response AS
SELECT s.response_id,
       c.account_id,
       s.slot,
       u.origin,
       u.response_time + u.requested * interval '1 microsecond' AS requested_at,
       u.response_time + u.received * interval '1 microsecond' AS received_at,
       u.response_time,
       s.time_source,
       u.status,
       u.status_message,
       u.format,
       u.body,
       u.part_lengths::integer[]             AS part_lengths,
       coalesce(u.body_hash, sha256(u.body)) AS body_sha256,
       'recorded'::text                      AS state,
       NULL::text                            AS state_reason,
       u.job_execution_id,
       c.first_time
  FROM balance_chunk c
 CROSS JOIN LATERAL unnest(c.times, c.origins, c.requested, c.received, c.statuses, c.status_messages, c.formats, c.bodies,
                           c.part_lengths, c.body_hashes, c.runs)
            u (response_time, origin, requested, received, status, status_message, format, body, part_lengths, body_hash,
               job_execution_id)
  LEFT JOIN snapshot s ON s.account_id = c.account_id AND s.response_time = u.response_time
 WHERE u.format IS NOT NULL;

COMMENT ON VIEW packed_response IS 'The packed responses, as they were in balance_response. Not for readers, since it has the bodies.';
COMMENT ON COLUMN packed_response.first_time IS 'With account_id: the chunk.';
