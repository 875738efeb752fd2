select coalesce(json_agg(json_build_object(
           'account', account,
           'configured', configured,
           'stale', stale,
           'lastSnapshotAt', to_char(last_snapshot_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
           'ageSeconds', round(extract(epoch from age), 3),
           'expectedIntervalSeconds', round(extract(epoch from expected_interval), 3),
           'expectedIntervalGuessed', coalesce(guessed, false),
           'missingNow', missing_now,
           'waitingInSpool', waiting,
           'lastRunStartedAt',
               to_char(last_run_started_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
           'lastRunStatus', last_run_status,
           'lastRunExitCode', last_run_exit_code,
           'lastProblem', last_problem) order by account), '[]')::text
  from standing
