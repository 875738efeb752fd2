select sequence, highest, highest - last as missing
  from (select sequence, highest,
               case when has_sequence_privilege(sequence, 'USAGE')
                    then coalesce(pg_sequence_last_value(sequence::regclass), 0) end as last
          from (values ('batch.batch_job_instance_seq',
                        (select max(job_instance_id) from batch.batch_job_instance)),
                       ('batch.batch_job_execution_seq',
                        (select max(job_execution_id) from batch.batch_job_execution)),
                       ('batch.batch_step_execution_seq',
                        (select max(step_execution_id) from batch.batch_step_execution)),
                       (pg_get_serial_sequence('account_name', 'account_id'),
                        (select max(account_id) from account_name)),
                       (pg_get_serial_sequence('balance_response', 'response_id'),
                        (select max(response_id) from balance_response))) s (sequence, highest)) s
 where highest > last
 order by sequence
