CREATE OR REPLACE VIEW archived_response AS
SELECT r.response_id,
       r.account_id,
       r.slot,
       r.origin,
       r.requested_at,
       r.received_at,
       r.response_time,
       r.time_source,
       r.status,
       r.status_message,
       r.format,
       r.body,
       r.part_lengths,
       r.body_sha256,
       r.state,
       r.state_reason,
       r.job_execution_id
  FROM balance_response r
 UNION ALL
SELECT p.response_id,
       p.account_id,
       p.slot,
       p.origin,
       p.requested_at,
       p.received_at,
       p.response_time,
       p.time_source,
       p.status,
       p.status_message,
       p.format,
       p.body,
       p.part_lengths,
       p.body_sha256,
       p.state,
       p.state_reason,
       p.job_execution_id
  FROM packed_response p;

COMMENT ON VIEW archived_response IS 'Every response, whether it is packed or not, with the columns of balance_response. Not for readers, since it has the bodies.';
