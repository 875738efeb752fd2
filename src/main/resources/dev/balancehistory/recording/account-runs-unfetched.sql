insert into account_run (job_execution_id, account_id, outcome, exit_code, problem, started_at, ended_at)
select r.job_execution_id, n.account_id, u.outcome, u.exit_code, u.problem, r.ended_at, r.ended_at
  from (select ?::bigint as job_execution_id, ?::timestamptz as ended_at) r
 cross join unnest(?, ?, ?, ?) as u (name, outcome, exit_code, problem)
  join account_name n on n.name = u.name
    on conflict (job_execution_id, account_id) do nothing
