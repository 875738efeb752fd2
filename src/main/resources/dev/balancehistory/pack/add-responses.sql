-- Writes the responses of a chunk as rows again, with their numbers.
INSERT INTO balance_response (response_id, account_id, slot, origin, requested_at, received_at, response_time,
                              time_source, status, status_message, format, body, part_lengths, body_sha256, state,
                              state_reason, job_execution_id)
OVERRIDING SYSTEM VALUE
SELECT p.response_id, p.account_id, p.slot, p.origin, p.requested_at, p.received_at, p.response_time, p.time_source,
       p.status, p.status_message, p.format, p.body, p.part_lengths, p.body_sha256, p.state, p.state_reason,
       p.job_execution_id
  FROM packed_response p
 WHERE p.account_id = :account AND p.first_time = CAST(:first AS timestamptz)
 ORDER BY p.response_id
