-- LEFT JOIN, so that PostgreSQL omits the join where the account's name is not selected. Both tables
-- stay on one node if the history is distributed.

CREATE OR REPLACE VIEW recorded_account_run AS
SELECT r.job_execution_id,
       r.account_id,
       a.name                                AS account,
       r.outcome,
       r.exit_code,
       r.problem,
       r.started_at,
       r.ended_at
  FROM account_run r
  LEFT JOIN account_name a ON a.account_id = r.account_id;

COMMENT ON VIEW recorded_account_run IS 'Every account that a run fetched or could not fetch, as far as the job metadata goes back.';
COMMENT ON COLUMN recorded_account_run.job_execution_id IS 'The run''s number.';
COMMENT ON COLUMN recorded_account_run.account_id IS 'The key that the other views use.';
COMMENT ON COLUMN recorded_account_run.account IS 'The account''s name.';
COMMENT ON COLUMN recorded_account_run.outcome IS 'The result in one word, for example DONE, DATA_ERROR, UNREACHABLE or CREDENTIALS.';
COMMENT ON COLUMN recorded_account_run.exit_code IS 'The exit code of the outcome: 0 without a failure.';
COMMENT ON COLUMN recorded_account_run.problem IS 'The reason of a failure as text. Null without a failure.';
COMMENT ON COLUMN recorded_account_run.started_at IS 'The start of the account''s first request. Without a request: as ended_at.';
COMMENT ON COLUMN recorded_account_run.ended_at IS 'The end of the account''s last request. Without a request: the end of the fetch of the others.';
