-- After a prune, the absence of an older run proves nothing. A gap of that time must not be attributed to a missing run.

CREATE OR REPLACE VIEW pruned_job_metadata AS
SELECT max(p.parameter_value::timestamptz)   AS runs_before
  FROM batch.batch_job_instance i
  JOIN batch.batch_job_execution e ON e.job_instance_id = i.job_instance_id
  JOIN batch.batch_job_execution_params p ON p.job_execution_id = e.job_execution_id
 WHERE i.job_name = 'pruneHistory' AND p.parameter_name = 'runsBefore';

COMMENT ON VIEW pruned_job_metadata IS 'The extent to which prune has deleted job metadata: one row.';
COMMENT ON COLUMN pruned_job_metadata.runs_before IS 'Runs that ended before this time are deleted, except the last ones of each account. Null if none was ever deleted.';
