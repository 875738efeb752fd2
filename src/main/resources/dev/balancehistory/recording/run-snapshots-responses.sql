with wanted as (select ?::bigint[] as responses, ?::integer[] as accounts, ?::timestamptz as slot)
select distinct on (r.account_id) r.account_id, r.response_id, r.state, r.state_reason
  from wanted w
 cross join lateral (select account_id, response_id, state, state_reason
                       from balance_response where response_id = any (w.responses)
                      union all
                     select account_id, response_id, state, state_reason
                       from balance_response where account_id = any (w.accounts) and slot = w.slot
                      union all
                     -- A packed response has left its row, but not its snapshot.
                     select account_id, response_id, 'recorded', null
                       from snapshot where account_id = any (w.accounts) and slot = w.slot) r
 where r.account_id = any (w.accounts) and r.state <> 'failed'
 order by r.account_id, r.response_id desc
