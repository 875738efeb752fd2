with wanted as (select ?::bigint[] as responses, ?::integer[] as accounts, ?::timestamptz as slot)
select distinct on (r.account_id) r.account_id, r.response_id, r.state, r.state_reason
  from (select b.account_id, b.response_id, b.state, b.state_reason
          from wanted w
          join balance_response b on b.response_id = any (w.responses) and b.account_id = any (w.accounts)
         union all
        select b.account_id, b.response_id, b.state, b.state_reason
          from wanted w
          join balance_response b on b.account_id = any (w.accounts) and b.slot = w.slot
         union all
        -- A packed response has left its row, but not its snapshot.
        select s.account_id, s.response_id, 'recorded', null
          from wanted w
          join snapshot s on s.account_id = any (w.accounts) and s.slot = w.slot) r
 where r.state <> 'failed'
 order by r.account_id, r.response_id desc
