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
COMMENT ON COLUMN archived_response.response_id IS 'Counts up in the order of arrival in the database.';
COMMENT ON COLUMN archived_response.account_id IS 'The account whose balances were fetched.';
COMMENT ON COLUMN archived_response.slot IS 'The scheduled instant that the request stands for. Null for a run without a slot.';
COMMENT ON COLUMN archived_response.origin IS 'observed, imported or spooled.';
COMMENT ON COLUMN archived_response.requested_at IS 'The time of the request. Null if unknown.';
COMMENT ON COLUMN archived_response.received_at IS 'The time at which the response had arrived or the request was given up.';
COMMENT ON COLUMN archived_response.response_time IS 'The time that the balances are valid for. Null if it is unknown.';
COMMENT ON COLUMN archived_response.time_source IS 'The origin of response_time.';
COMMENT ON COLUMN archived_response.status IS 'The exchange''s status code. Null if the response contains none.';
COMMENT ON COLUMN archived_response.status_message IS 'The exchange''s message.';
COMMENT ON COLUMN archived_response.format IS 'The format of body: selects the reader permanently.';
COMMENT ON COLUMN archived_response.body IS 'The response, byte for byte. Null if no body was received, or if the retention deleted it.';
COMMENT ON COLUMN archived_response.part_lengths IS 'The lengths in bytes of the HTTP bodies in body. Null for a single one.';
COMMENT ON COLUMN archived_response.body_sha256 IS 'SHA-256 of body. It stays when the body is deleted.';
COMMENT ON COLUMN archived_response.state IS 'received, recorded, duplicate, conflict, rejected or failed.';
COMMENT ON COLUMN archived_response.state_reason IS 'The reason of the state as text. Null while received and when recorded.';
COMMENT ON COLUMN archived_response.job_execution_id IS 'The run that fetched or imported it.';
