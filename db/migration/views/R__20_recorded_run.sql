CREATE OR REPLACE VIEW recorded_run AS
SELECT e.job_execution_id,
       i.job_name::text                      AS job,
       e.create_time AT TIME ZONE 'UTC'      AS started_at,
       e.end_time AT TIME ZONE 'UTC'         AS ended_at,
       e.status::text                        AS status,
       CASE WHEN e.end_time IS NOT NULL THEN
           CASE e.exit_code
               WHEN 'COMPLETED'     THEN 0
               WHEN 'NOOP'          THEN 0
               WHEN 'USAGE'         THEN 64
               WHEN 'DATA_ERROR'       THEN 65
               WHEN 'UNREACHABLE'   THEN 69
               WHEN 'BUG'        THEN 70
               WHEN 'CANNOT_CREATE' THEN 73
               WHEN 'CANNOT_WRITE'  THEN 74
               WHEN 'TEMPORARY_FAILURE'         THEN 75
               WHEN 'CREDENTIALS'   THEN 77
               WHEN 'CONFIGURATION' THEN 78
               WHEN 'STOPPED'       THEN 143
           END
       END                                   AS exit_code,
       first_line(e.exit_message)            AS failure,
       (SELECT string_to_array(p.parameter_value, ',')
          FROM batch.batch_job_execution_params p
         WHERE p.job_execution_id = e.job_execution_id
           AND p.parameter_name = 'accounts'
           -- Of a long list, only a hash is stored.
           AND p.parameter_value NOT LIKE '% accounts, sha256 %') AS accounts
  FROM batch.batch_job_execution e
  JOIN batch.batch_job_instance i ON i.job_instance_id = e.job_instance_id;

COMMENT ON VIEW recorded_run IS 'Every run in the job metadata. run_history is the report.';
COMMENT ON COLUMN recorded_run.job_execution_id IS 'The run''s number.';
COMMENT ON COLUMN recorded_run.job IS 'The job''s name.';
COMMENT ON COLUMN recorded_run.started_at IS 'The start of the run.';
COMMENT ON COLUMN recorded_run.ended_at IS 'The end of the run, or the time at which its end was detected. Null before.';
COMMENT ON COLUMN recorded_run.status IS 'Spring Batch''s status of the run.';
COMMENT ON COLUMN recorded_run.exit_code IS 'The exit code of the outcome. Null during the run, and where no outcome is recorded.';
COMMENT ON COLUMN recorded_run.failure IS 'The failure of the run as a whole. Null if none is recorded.';
COMMENT ON COLUMN recorded_run.accounts IS 'The accounts that the run was started for. Null where the list was too long to be stored.';
