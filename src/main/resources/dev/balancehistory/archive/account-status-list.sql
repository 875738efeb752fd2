select account, last_snapshot_at, extract(epoch from age) as age,
       extract(epoch from expected_interval) as expected_interval, coalesce(guessed, false) as guessed,
       missing_now, waiting, last_run_started_at,
       concat_ws(', exit code ', last_run_status, last_run_exit_code) as last_run, last_problem,
       coalesce(configured, true) as counts, stale
  from standing
 order by account
