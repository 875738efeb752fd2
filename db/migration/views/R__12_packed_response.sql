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
       -- OFFSET forces a look-up for each place, also where the planner lacks statistics.
  LEFT JOIN LATERAL (SELECT n.response_id, n.slot, n.time_source
                       FROM snapshot n
                      WHERE n.account_id = c.account_id AND n.response_time = u.response_time
                     OFFSET 0) s ON true
 WHERE u.format IS NOT NULL;

COMMENT ON VIEW packed_response IS 'The packed responses, as they were in balance_response. Not for readers, since it has the bodies.';
COMMENT ON COLUMN packed_response.response_id IS 'The number of the response, from the header of its snapshot.';
COMMENT ON COLUMN packed_response.account_id IS 'The account whose balances were fetched.';
COMMENT ON COLUMN packed_response.slot IS 'The scheduled instant that the request stands for. Null for a run without a slot.';
COMMENT ON COLUMN packed_response.origin IS 'observed, imported or spooled.';
COMMENT ON COLUMN packed_response.requested_at IS 'The time of the request. Null if unknown.';
COMMENT ON COLUMN packed_response.received_at IS 'The time at which the response had arrived.';
COMMENT ON COLUMN packed_response.response_time IS 'The time that the balances are valid for.';
COMMENT ON COLUMN packed_response.time_source IS 'The origin of response_time.';
COMMENT ON COLUMN packed_response.status IS 'The exchange''s status code. Null if the response contains none.';
COMMENT ON COLUMN packed_response.status_message IS 'The exchange''s message.';
COMMENT ON COLUMN packed_response.format IS 'The format of body: selects the reader permanently.';
COMMENT ON COLUMN packed_response.body IS 'The response, byte for byte. Null if the retention deleted it.';
COMMENT ON COLUMN packed_response.part_lengths IS 'The lengths in bytes of the HTTP bodies in body. Null for a single one.';
COMMENT ON COLUMN packed_response.body_sha256 IS 'SHA-256 of body. It stays when the body is deleted.';
COMMENT ON COLUMN packed_response.state IS 'Always recorded.';
COMMENT ON COLUMN packed_response.state_reason IS 'Always null.';
COMMENT ON COLUMN packed_response.job_execution_id IS 'The run that fetched or imported it.';
COMMENT ON COLUMN packed_response.first_time IS 'With account_id: the chunk.';
