select job_execution_id, create_time at time zone 'UTC' as created,
       (select count(*) from account_run r where r.job_execution_id = e.job_execution_id) as accounts
  from batch.batch_job_execution e
 where create_time at time zone 'UTC' >= ? and create_time at time zone 'UTC' < ?
   and (create_time at time zone 'UTC', job_execution_id) > (?, ?)
   and coalesce(end_time, last_updated, create_time) at time zone 'UTC' < ?
   and status in ('COMPLETED', 'FAILED', 'STOPPED', 'ABANDONED')
 order by create_time at time zone 'UTC', job_execution_id
 limit ?
