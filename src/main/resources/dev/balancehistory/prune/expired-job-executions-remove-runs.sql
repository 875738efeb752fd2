with old as materialized (
    select unnest(?) as job_execution_id
), step as materialized (
    select step_execution_id from batch.batch_step_execution where job_execution_id in (table old)
), step_context as (
    delete from batch.batch_step_execution_context where step_execution_id in (table step)
), removed_step as (
    delete from batch.batch_step_execution where step_execution_id in (table step)
), context as (
    delete from batch.batch_job_execution_context where job_execution_id in (table old)
), parameters as (
    delete from batch.batch_job_execution_params where job_execution_id in (table old)
), removed as (
    delete from batch.batch_job_execution where job_execution_id in (table old)
    returning job_instance_id
), instance as (
    delete from batch.batch_job_instance i
     where i.job_instance_id in (table removed)
       and not exists (select from batch.batch_job_execution other
                        where other.job_instance_id = i.job_instance_id
                          and other.job_execution_id not in (table old))
)
select count(*) from removed
