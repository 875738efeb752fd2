select last.job_execution_id
  from account_name a
 cross join lateral (select r.job_execution_id
                       from account_run r
                      where r.account_id = a.account_id
                      order by r.job_execution_id desc
                      limit 1) last
 union
(select e.job_execution_id
   from batch.batch_job_execution e
   join batch.batch_job_instance i on i.job_instance_id = e.job_instance_id
  where i.job_name = 'recordBalances'
  order by e.create_time at time zone 'UTC' desc
  limit 10)
