insert into account_run (job_execution_id, account_id, outcome, exit_code, problem, started_at, ended_at)
values (?, ?, ?, ?, ?, ?, ?)
on conflict (job_execution_id, account_id) do nothing
