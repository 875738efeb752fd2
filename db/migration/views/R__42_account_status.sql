-- The first part reads the history, the second one the job metadata, which cannot be distributed. NOT MATERIALIZED
-- makes them one query. db/citus.sql separates them.

CREATE OR REPLACE VIEW account_status AS
WITH own AS NOT MATERIALIZED (
    SELECT a.account_id,
           a.account,
           a.expected_interval,
           a.created_at,
           newest.response_time,
           (SELECT u.problem
              FROM unrecorded_response u
             WHERE u.account_id = a.account_id
               AND u.received_at > coalesce(newest.response_time, '-infinity')
                   -- A repeated run may receive the same response again.
               AND (u.state <> 'duplicate' OR u.received_at > newest.response_time + a.expected_interval / 2)
             ORDER BY u.received_at DESC
             LIMIT 1)                        AS last_problem
      FROM account_interval a
      LEFT JOIN LATERAL (SELECT s.response_time
                           FROM snapshot s
                          WHERE s.account_id = a.account_id
                          ORDER BY s.response_time DESC
                          LIMIT 1) newest ON true
)
SELECT a.account,
       a.expected_interval,
       a.response_time                       AS last_snapshot_at,
       now() - a.response_time               AS age,
       CASE WHEN a.response_time IS NULL THEN round(since.seconds / since.expected_seconds)
            WHEN since.seconds > 1.5 * since.expected_seconds THEN round(since.seconds / since.expected_seconds) - 1
            WHEN since.expected_seconds IS NOT NULL THEN 0
       END::bigint                           AS missing_now,
       run.started_at                        AS last_run_started_at,
       run.status                            AS last_run_status,
       run.exit_code                         AS last_run_exit_code,
       a.last_problem
  FROM own a
 CROSS JOIN LATERAL (SELECT extract(epoch FROM now() - coalesce(a.response_time, a.created_at)) AS seconds,
                            extract(epoch FROM a.expected_interval) AS expected_seconds) since
  LEFT JOIN LATERAL (SELECT r.started_at, r.status, r.exit_code
                       FROM recorded_run r
                      WHERE r.job_execution_id = greatest(
                                (SELECT q.job_execution_id
                                   FROM account_run q
                                  WHERE q.account_id = a.account_id
                                  ORDER BY q.job_execution_id DESC
                                  LIMIT 1),
                                -- A run that had nothing left to fetch, or ended before it fetched this account.
                                (SELECT max(n.job_execution_id)
                                   FROM (SELECT l.job_execution_id, l.accounts
                                           FROM recorded_run l
                                          WHERE l.job = 'recordBalances'
                                          ORDER BY l.started_at DESC
                                          LIMIT 10) n
                                  WHERE a.account = ANY (n.accounts)))) run ON true;

COMMENT ON VIEW account_status IS 'The current state of each account.';
COMMENT ON COLUMN account_status.account IS 'The account''s name.';
COMMENT ON COLUMN account_status.expected_interval IS 'The configured interval of snapshots, else the one derived from the history. Null if neither is known.';
COMMENT ON COLUMN account_status.last_snapshot_at IS 'The time of the newest snapshot. Null without one.';
COMMENT ON COLUMN account_status.age IS 'The time since then.';
COMMENT ON COLUMN account_status.missing_now IS 'The number of snapshots that were expected since then. Null if the interval is unknown.';
COMMENT ON COLUMN account_status.last_run_started_at IS 'The start of its last run. Null if none is recorded.';
COMMENT ON COLUMN account_status.last_run_status IS 'Spring Batch''s status of that run.';
COMMENT ON COLUMN account_status.last_run_exit_code IS 'The exit code of that run, which is the code of its worst account. Null during the run, and where the process died.';
COMMENT ON COLUMN account_status.last_problem IS 'The reason why the newest request since the last snapshot gave no snapshot. Null without such a request.';
