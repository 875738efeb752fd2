select distinct on (account_id) account_id, response_id, state, state_reason
  from (select account_id, response_id, state, state_reason
          from balance_response where response_id = any (?)
         union all
        select account_id, response_id, state, state_reason
          from balance_response where account_id = any (?) and slot = ?) r
 where account_id = any (?) and state <> 'failed'
 order by account_id, response_id desc
