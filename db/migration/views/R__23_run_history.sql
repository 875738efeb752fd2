-- A recorded response is a row, or packed in a chunk that has its run.

CREATE OR REPLACE VIEW run_history AS
SELECT r.job,
       r.started_at,
       r.ended_at,
       r.status,
       r.exit_code,
       (SELECT count(*)
          FROM balance_response b
         WHERE b.job_execution_id = r.job_execution_id)
       + (SELECT count(*)
            FROM balance_chunk c
           CROSS JOIN LATERAL unnest(c.runs) job_execution_id
           WHERE c.run_range @> r.job_execution_id AND job_execution_id = r.job_execution_id) AS responses,
       (SELECT count(*)
          FROM balance_response b
         WHERE b.job_execution_id = r.job_execution_id AND b.state = 'recorded')
       + (SELECT count(*)
            FROM balance_chunk c
           CROSS JOIN LATERAL unnest(c.runs) job_execution_id
           WHERE c.run_range @> r.job_execution_id AND job_execution_id = r.job_execution_id) AS snapshots,
       (SELECT coalesce(sum(s.currency_count), 0)
          FROM balance_response b
          JOIN snapshot s ON s.account_id = b.account_id AND s.response_time = b.response_time
         WHERE b.job_execution_id = r.job_execution_id AND b.state = 'recorded')
       + (SELECT coalesce(sum(s.currency_count), 0)
            FROM balance_chunk c
           CROSS JOIN LATERAL unnest(c.times, c.runs) u (response_time, job_execution_id)
            JOIN snapshot s ON s.account_id = c.account_id AND s.response_time = u.response_time
           WHERE c.run_range @> r.job_execution_id AND u.job_execution_id = r.job_execution_id) AS rows,
       CASE WHEN r.ended_at IS NOT NULL AND r.exit_code IS DISTINCT FROM 0 THEN
           coalesce(
               nullif(concat_ws('; ',
                   r.failure,
                   (SELECT string_agg(p.account || ': ' || p.problem, '; ' ORDER BY p.account)
                             FILTER (WHERE p.place <= 3)
                           || CASE WHEN count(*) > 3 THEN '; and ' || count(*) - 3 || ' more accounts' ELSE '' END
                      FROM (SELECT a.name AS account, q.problem, row_number() OVER (ORDER BY a.name) AS place
                              FROM account_run q
                              JOIN account a ON a.account_id = q.account_id
                             WHERE q.job_execution_id = r.job_execution_id AND q.problem IS NOT NULL) p),
                   (SELECT string_agg(u.account || ': ' || u.problem, '; ' ORDER BY u.response_id)
                             FILTER (WHERE u.place <= 3)
                           || CASE WHEN count(*) > 3 THEN '; and ' || count(*) - 3 || ' more responses' ELSE '' END
                      FROM (SELECT a.name AS account, b.state || ': ' || b.state_reason AS problem, b.response_id,
                                   row_number() OVER (ORDER BY b.response_id) AS place
                              FROM balance_response b
                              JOIN account a ON a.account_id = b.account_id
                             WHERE b.job_execution_id = r.job_execution_id AND b.state IN ('conflict', 'rejected')) u),
                   (SELECT string_agg(p.step_name || ': ' || first_line(p.exit_message), '; '
                                      ORDER BY p.step_execution_id)
                      FROM batch.batch_step_execution p
                     WHERE p.job_execution_id = r.job_execution_id
                       AND p.status <> 'COMPLETED'
                       -- A run of one step fails with the message of the step.
                       AND first_line(p.exit_message) IS DISTINCT FROM r.failure)), ''),
               CASE WHEN r.exit_code = 143 OR r.status = 'STOPPED' THEN 'the run was stopped'
                    ELSE 'the run ended without a recorded reason' END)
       END                                   AS message
  FROM recorded_run r;

COMMENT ON VIEW run_history IS 'Every run in the job metadata.';
COMMENT ON COLUMN run_history.job IS 'The job''s name.';
COMMENT ON COLUMN run_history.started_at IS 'The start of the run.';
COMMENT ON COLUMN run_history.ended_at IS 'The end of the run. If its process died: the time at which the next run detected it. Null during the run.';
COMMENT ON COLUMN run_history.status IS 'Spring Batch''s status of the run: STARTED, COMPLETED, STOPPED or FAILED.';
COMMENT ON COLUMN run_history.exit_code IS 'The exit code of the process, as far as it is recorded. Null during the run, and where the process died.';
COMMENT ON COLUMN run_history.responses IS 'The number of its responses, including failed ones and attempts.';
COMMENT ON COLUMN run_history.snapshots IS 'The number of its responses that became a snapshot, in this run or a later one.';
COMMENT ON COLUMN run_history.rows IS 'The number of balances in these snapshots.';
COMMENT ON COLUMN run_history.message IS 'The problems of the run as text. Null without a problem.';
