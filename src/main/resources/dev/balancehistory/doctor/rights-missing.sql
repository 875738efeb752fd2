select wanted like '%?' as spare, verb || coalesce(' (' || col || ')', '') || ' on ' || c.relname as missing
  from (values (null, 'account_name', 'SELECT INSERT', null),
               (null, 'account_name', 'UPDATE', 'name'),
               (null, 'account', 'SELECT INSERT', null),
               (null, 'account', 'UPDATE?', 'expected_interval'),
               (null, 'account_run', 'SELECT INSERT', null),
               (null, 'balance_response', 'SELECT INSERT', null),
               (null, 'balance_response', 'UPDATE', 'state'),
               (null, 'balance_response', 'UPDATE', 'state_reason'),
               (null, 'snapshot', 'SELECT INSERT', null),
               (null, 'balance', 'SELECT? INSERT', null),
               (null, 'recorded_balance', 'SELECT', null),
               (null, 'snapshot_response', 'SELECT?', null),
               (null, 'account_status', 'SELECT?', null),
               (null, 'recorded_account', 'SELECT?', null),
               (null, 'recorded_snapshot', 'SELECT?', null),
               (null, 'account_name_account_id_seq', 'USAGE?', null),
               (null, 'balance_response_response_id_seq', 'USAGE?', null),
               ('batch', 'batch_job_instance', 'SELECT INSERT UPDATE?', null),
               ('batch', 'batch_job_execution', 'SELECT INSERT UPDATE', null),
               ('batch', 'batch_job_execution_params', 'SELECT? INSERT UPDATE?', null),
               ('batch', 'batch_step_execution', 'SELECT INSERT UPDATE', null),
               ('batch', 'batch_job_instance_seq', 'USAGE', null),
               ('batch', 'batch_job_execution_seq', 'USAGE', null),
               ('batch', 'batch_step_execution_seq', 'USAGE', null)) needed (place, name, verbs, col)
 cross join (select relnamespace from pg_class where oid = to_regclass('balance_response')) home
  join pg_class c on c.relname = needed.name
                 and c.relnamespace = coalesce(to_regnamespace(needed.place)::oid, home.relnamespace)
 cross join unnest(string_to_array(needed.verbs, ' ')) wanted
 cross join rtrim(wanted, '?') verb
 where not case when c.relkind = 'S'       then has_sequence_privilege(c.oid, verb)
                when needed.col is null    then has_table_privilege(c.oid, verb)
                else has_column_privilege(c.oid, needed.col, verb)
           end
    or not has_schema_privilege(c.relnamespace, 'USAGE')
 order by c.relname, verb
