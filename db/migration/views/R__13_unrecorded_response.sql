CREATE OR REPLACE VIEW unrecorded_response AS
SELECT r.account_id,
       r.received_at,
       r.state,
       CASE WHEN r.state <> 'failed'         THEN r.state || ': ' || r.state_reason
            WHEN r.status IS NOT NULL        THEN concat_ws(' ', r.status, r.status_message)
            ELSE r.state_reason
       END                                   AS problem,
       r.response_id,
       r.job_execution_id
  FROM balance_response r
 WHERE r.state IN ('duplicate', 'conflict', 'rejected', 'failed') AND r.origin <> 'imported'
 UNION ALL
SELECT r.account_id,
       r.received_at,
       r.state,
       'received: stored, to be recorded by the next run',
       r.response_id,
       r.job_execution_id
  FROM balance_response r
 WHERE r.state = 'received' AND r.origin <> 'imported';

COMMENT ON VIEW unrecorded_response IS 'Every request of a run that gave no snapshot, and the reason. Imported responses are not included.';
COMMENT ON COLUMN unrecorded_response.account_id IS 'The account whose balances were fetched.';
COMMENT ON COLUMN unrecorded_response.received_at IS 'The time at which the response had arrived or the request was given up.';
COMMENT ON COLUMN unrecorded_response.state IS 'The state of the response: received, duplicate, conflict, rejected or failed.';
COMMENT ON COLUMN unrecorded_response.problem IS 'The reason as text: the exchange''s status and message where it sent them.';
COMMENT ON COLUMN unrecorded_response.response_id IS 'The archived response.';
COMMENT ON COLUMN unrecorded_response.job_execution_id IS 'The run that sent the request.';
