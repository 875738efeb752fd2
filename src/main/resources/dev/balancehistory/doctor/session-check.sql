select name, current_setting(name) as setting
  from unnest(array['statement_timeout', 'lock_timeout', 'idle_in_transaction_session_timeout',
                    'synchronous_commit', 'transaction_read_only']) with ordinality as s (name, number)
 order by number
