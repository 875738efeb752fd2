-- A composite type, since the columns of RETURNS TABLE have no collation. With it, the rows have the order of the
-- indexes.
DO $$
BEGIN
    IF to_regtype('snapshot_gap_row') IS NULL THEN
        CREATE TYPE snapshot_gap_row AS (
            account           text COLLATE "C",
            after             timestamptz,
            before            timestamptz,
            missing_snapshots bigint,
            cause             text
        );
    END IF;
END
$$;

CREATE OR REPLACE FUNCTION snapshot_gap_between(from_time timestamptz, to_time timestamptz) RETURNS SETOF snapshot_gap_row
    LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
    -- As in account_status, the first part has no job metadata.
    WITH hole AS NOT MATERIALIZED (
        SELECT a.account_id,
               a.account,
               gap.after,
               gap.before,
               gap.missing_snapshots,
               gap.searched_after,
               gap.searched_before,
               -- Requests that gave no snapshot.
               (SELECT CASE WHEN sum(p.times) OVER () > p.times
                            THEN p.times || ' x ' || p.problem || '; ' || sum(p.times) OVER () - p.times || ' x other'
                            ELSE p.times || ' x ' || p.problem
                       END
                  FROM (SELECT u.problem, count(*) AS times, max(u.received_at) AS latest
                          FROM unrecorded_response u
                         WHERE u.account_id = a.account_id
                           AND u.received_at > gap.searched_after
                           AND u.received_at < gap.searched_before
                         GROUP BY u.problem) p
                 ORDER BY p.times DESC, p.latest DESC
                 LIMIT 1) AS problem
          FROM account_interval a
         CROSS JOIN LATERAL (
               SELECT s.after,
                      s.before,
                      CASE WHEN s.after IS NULL
                           THEN greatest(1, round(s.seconds / s.expected_seconds))
                           ELSE round(s.seconds / s.expected_seconds) - 1
                      END::bigint AS missing_snapshots,
                      -- A request close to a snapshot belongs to the run of that snapshot: another attempt, or a
                      -- repetition of the run. The time at which the account was added may be from another clock.
                      CASE WHEN s.after IS NULL THEN a.created_at - interval '1 hour'
                           ELSE s.after + a.expected_interval / 2
                      END AS searched_after,
                      CASE WHEN s.before IS NULL THEN 'infinity'
                           ELSE s.before - a.expected_interval / 2
                      END AS searched_before
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
                                 FROM recorded_account e
                                WHERE e.account_id = a.account_id
                                  AND NOT EXISTS (SELECT FROM recorded_snapshot p WHERE p.account_id = a.account_id)) n
                        WHERE coalesce(n.after, a.created_at) < coalesce(to_time, 'infinity')
                          AND coalesce(n.before, now()) >= coalesce(from_time, '-infinity')) s
                WHERE s.seconds > 1.5 * s.expected_seconds
                   OR s.after IS NULL AND EXISTS (SELECT FROM unrecorded_response u WHERE u.account_id = a.account_id)
                      -- Prevents PostgreSQL from evaluating the interval again for every pair of snapshots.
               OFFSET 0) gap
    )
    SELECT hole.account,
           hole.after,
           hole.before,
           hole.missing_snapshots,
           coalesce(
               hole.problem,
               -- Runs for this account that stored no response.
               (SELECT count(*) || ' x ' || p.problem
                  FROM (SELECT CASE WHEN q.problem IS NOT NULL    THEN q.problem
                                    WHEN r.failure IS NOT NULL    THEN 'run failed: ' || r.failure
                                    WHEN r.ended_at IS NULL       THEN 'run started, and its end is not recorded'
                                    WHEN r.exit_code = 0          THEN 'run completed without a new snapshot'
                                    WHEN r.exit_code = 143 OR r.status = 'STOPPED' THEN 'run stopped'
                                    ELSE 'run failed'
                               END AS problem,
                               r.exit_code,
                               r.started_at
                          FROM (SELECT *
                                  FROM recorded_run n
                                 WHERE n.started_at > hole.searched_after AND n.started_at < hole.searched_before
                                   AND n.job = 'recordBalances'
                                 ORDER BY n.started_at DESC
                                 LIMIT 1000) r
                               -- LIMIT forces a look-up for each run.
                          LEFT JOIN LATERAL (SELECT n.account_id, n.problem
                                               FROM recorded_account_run n
                                              WHERE n.account_id = hole.account_id
                                                AND n.job_execution_id = r.job_execution_id
                                              LIMIT 1) q ON true
                         WHERE q.account_id IS NOT NULL OR hole.account = ANY (r.accounts)) p
                 GROUP BY p.problem
                 ORDER BY bool_and(p.exit_code = 0) NULLS FIRST, count(*) DESC, max(p.started_at) DESC
                 LIMIT 1),
               CASE WHEN hole.searched_after < (SELECT p.runs_before FROM pruned_job_metadata p)
                    THEN 'not known: the job metadata does not go back so far'
                    WHEN EXISTS (SELECT
                                   FROM recorded_run r
                                  WHERE r.started_at > hole.searched_after AND r.started_at < hole.searched_before
                                    AND r.job = 'recordBalances')
                    THEN 'no run recorded for this account, only for others'
                    WHEN hole.after IS NULL OR hole.searched_after >= (SELECT r.started_at
                                                                         FROM recorded_run r
                                                                        ORDER BY r.started_at
                                                                        LIMIT 1)
                    THEN 'no run recorded: not started, or the database was out of reach'
                    ELSE 'not known: the job metadata does not go back so far'
               END) AS cause
      FROM hole;
END;

COMMENT ON FUNCTION snapshot_gap_between(timestamptz, timestamptz) IS 'The gaps that overlap [from_time, to_time), including those that start before it or end after it. Columns: account, after, before (null while the gap lasts), missing_snapshots, cause. A gap is a distance between snapshots of more than 1.5 times the expected interval.';
COMMENT ON TYPE snapshot_gap_row IS 'A row of snapshot_gap_between.';
COMMENT ON COLUMN snapshot_gap_row.account IS 'The account''s name.';
COMMENT ON COLUMN snapshot_gap_row.after IS 'The last snapshot before the gap. Null if the account has none.';
COMMENT ON COLUMN snapshot_gap_row.before IS 'The first snapshot after the gap. Null while the gap lasts.';
COMMENT ON COLUMN snapshot_gap_row.missing_snapshots IS 'The number of snapshots that were expected between; at least 1.';
COMMENT ON COLUMN snapshot_gap_row.cause IS 'The most frequent cause as text, as far as the database contains it.';
