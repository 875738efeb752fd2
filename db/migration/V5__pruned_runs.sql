-- The record of runs after a prune. What is left of the time before it is not the whole of it, so that a gap of that time
-- must not be put down to runs that are not there.

CREATE VIEW pruned_record AS
SELECT max(p.parameter_value::timestamptz)   AS runs_before
  FROM batch.batch_job_instance i
  JOIN batch.batch_job_execution e ON e.job_instance_id = i.job_instance_id
  JOIN batch.batch_job_execution_params p ON p.job_execution_id = e.job_execution_id
 WHERE i.job_name = 'pruneHistory' AND p.parameter_name = 'runsBefore';

-- As in V3, but for pruned_record.
CREATE OR REPLACE FUNCTION snapshot_gap_between(from_time timestamptz, to_time timestamptz) RETURNS SETOF snapshot_gap_row
    LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT a.account,
           hole.after,
           hole.before,
           hole.missing_snapshots,
           coalesce(
               -- What was asked and gave no snapshot.
               (SELECT CASE WHEN sum(p.times) OVER () > p.times
                            THEN p.times || ' x ' || p.problem || '; ' || sum(p.times) OVER () - p.times || ' x other'
                            ELSE p.times || ' x ' || p.problem
                       END
                  FROM (SELECT u.problem, count(*) AS times, max(u.received_at) AS latest
                          FROM unrecorded_answer u
                         WHERE u.account_id = a.account_id
                           AND u.received_at > hole.asked_after
                           AND u.received_at < hole.asked_before
                         GROUP BY u.problem) p
                 ORDER BY p.times DESC, p.latest DESC
                 LIMIT 1),
               -- Runs for this account that left nothing behind.
               (SELECT count(*) || ' x ' || p.problem
                  FROM (SELECT CASE WHEN q.problem IS NOT NULL    THEN q.problem
                                    WHEN r.failure IS NOT NULL    THEN 'run failed: ' || r.failure
                                    WHEN r.ended_at IS NULL       THEN 'run begun, and no end of it recorded'
                                    WHEN r.exit_code = 0          THEN 'run completed without a new snapshot'
                                    WHEN r.exit_code = 143 OR r.status = 'STOPPED' THEN 'run stopped'
                                    ELSE 'run failed'
                               END AS problem,
                               r.exit_code,
                               r.started_at
                          FROM (SELECT *
                                  FROM recorded_run n
                                 WHERE n.started_at > hole.asked_after AND n.started_at < hole.asked_before
                                   AND n.job = 'recordBalances'
                                 ORDER BY n.started_at DESC
                                 LIMIT 1000) r
                               -- LIMIT, so that it is looked up for each run.
                          LEFT JOIN LATERAL (SELECT n.account, n.problem
                                               FROM account_run n
                                              WHERE n.account = a.account AND n.job_execution_id = r.job_execution_id
                                              LIMIT 1) q ON true
                         WHERE q.account IS NOT NULL OR a.account = ANY (r.accounts)) p
                 GROUP BY p.problem
                 ORDER BY bool_and(p.exit_code = 0) NULLS FIRST, count(*) DESC, max(p.started_at) DESC
                 LIMIT 1),
               CASE WHEN hole.asked_after < (SELECT p.runs_before FROM pruned_record p)
                    THEN 'not known: the record of runs does not go back so far'
                    WHEN EXISTS (SELECT
                                   FROM recorded_run r
                                  WHERE r.started_at > hole.asked_after AND r.started_at < hole.asked_before
                                    AND r.job = 'recordBalances')
                    THEN 'no run recorded for this account, only for others'
                    WHEN hole.after IS NULL OR hole.asked_after >= (SELECT r.started_at
                                                                      FROM recorded_run r
                                                                     ORDER BY r.started_at
                                                                     LIMIT 1)
                    THEN 'no run recorded: not started, or the database was away'
                    ELSE 'not known: the record of runs does not go back so far'
               END) AS cause
      FROM account_rhythm a
     CROSS JOIN LATERAL (
           SELECT s.after,
                  s.before,
                  CASE WHEN s.after IS NULL
                       THEN greatest(1, round(s.seconds / s.expected_seconds))
                       ELSE round(s.seconds / s.expected_seconds) - 1
                  END::bigint AS missing_snapshots,
                  -- What came close to a snapshot belongs to its own run: another attempt, or the same run again. What
                  -- came close to the account's first day may be by another clock.
                  CASE WHEN s.after IS NULL THEN a.created_at - interval '1 hour'
                       ELSE s.after + a.expected_interval / 2
                  END AS asked_after,
                  CASE WHEN s.before IS NULL THEN 'infinity' ELSE s.before - a.expected_interval / 2 END AS asked_before
             FROM (SELECT n.after,
                          n.before,
                          extract(epoch FROM coalesce(n.before, now()) - coalesce(n.after, a.created_at)) AS seconds,
                          extract(epoch FROM a.expected_interval) AS expected_seconds
                     FROM (SELECT s.response_time AS after,
                                  lead(s.response_time) OVER (ORDER BY s.response_time) AS before
                             FROM recorded_snapshot s
                            WHERE s.account_id = a.account_id
                                  -- The range and one neighbour on either side.
                              AND s.response_time >= coalesce((SELECT p.response_time
                                                                 FROM recorded_snapshot p
                                                                WHERE p.account_id = a.account_id
                                                                  AND p.response_time < from_time
                                                                ORDER BY p.response_time DESC
                                                                LIMIT 1), '-infinity')
                              AND s.response_time <= coalesce((SELECT p.response_time
                                                                 FROM recorded_snapshot p
                                                                WHERE p.account_id = a.account_id
                                                                  AND p.response_time >= to_time
                                                                ORDER BY p.response_time
                                                                LIMIT 1), 'infinity')
                            UNION ALL
                           SELECT NULL, NULL
                            WHERE NOT EXISTS (SELECT FROM recorded_snapshot p WHERE p.account_id = a.account_id)) n
                    WHERE coalesce(n.after, a.created_at) < coalesce(to_time, 'infinity')
                      AND coalesce(n.before, now()) >= coalesce(from_time, '-infinity')) s
            WHERE s.seconds > 1.5 * s.expected_seconds
               OR s.after IS NULL AND EXISTS (SELECT FROM unrecorded_answer u WHERE u.account_id = a.account_id)
                  -- Keeps PostgreSQL from working out the interval again for every pair of snapshots.
           OFFSET 0) hole;
END;

COMMENT ON VIEW pruned_record IS 'How far prune has shortened the record of runs: one row.';
COMMENT ON COLUMN pruned_record.runs_before IS 'Runs that ended before are gone, but for the last ones of each account; null if none ever went.';
