with wanted as (select ?::bigint[] as responses, ?::integer[] as accounts, ?::timestamptz as slot),
     unpacked as (
         select r.account_id, r.response_time, r.slot
           from wanted w
           join balance_response r on r.response_id = any (w.responses)
     ),
     response as (
         select * from unpacked
          union all
         select s.account_id, s.response_time, s.slot
           from wanted w
           join snapshot s on s.account_id = any (w.accounts) and s.slot = w.slot
          where s.response_id = any (w.responses)
            and not exists (select from unpacked u where u.account_id = s.account_id)
     ),
     -- The snapshot of its time, else that of its slot.
     chosen as materialized (
         select distinct on (n.account_id) n.account_id, n.response_time
           from (select s.account_id, s.response_time, 1 as choice
                   from response r
                   join snapshot s on s.account_id = r.account_id and s.response_time = r.response_time
                  union all
                 select s.account_id, s.response_time, 2
                   from response r
                   join snapshot s on s.account_id = r.account_id and s.slot = r.slot) n
          order by n.account_id, n.choice
     )
select s.account_id, s.response_time, before.response_time as previous_time, newest.sequence, newest.seal,
       s.currency_count, coalesce(before.currency_count, 0) as previous_count,
       odd.negative, odd.overdrawn
  from chosen c
  join snapshot s on s.account_id = c.account_id and s.response_time = c.response_time
  left join lateral (select response_time, currency_count from snapshot
                      where account_id = s.account_id and response_time < s.response_time
                      order by response_time desc
                      limit 1) before on true
  join lateral (select sequence, seal from snapshot
                 where account_id = s.account_id
                 order by sequence desc
                 limit 1) newest on true
  join lateral (select array_agg(name order by name) filter (where oddity = 'negative') as negative,
                       array_agg(name order by name) filter (where oddity = 'overdrawn') as overdrawn
                  from (select b.currency || ' (' || b.wallet || ')' as name,
                               case when b.balance < 0 or b.available_balance < 0 then 'negative'
                                    else 'overdrawn' end as oddity,
                               case when p.balance < 0 or p.available_balance < 0 then 'negative'
                                    when p.available_balance > p.balance then 'overdrawn' end as previous
                          from recorded_balance b
                          left join recorded_balance p on p.account_id = b.account_id
                                             and p.response_time = before.response_time
                                             and p.wallet = b.wallet
                                             and p.currency = b.currency
                         where b.account_id = s.account_id and b.response_time = s.response_time
                           and (b.balance < 0 or b.available_balance < 0
                                or b.available_balance > b.balance)) odd_balance
                 where oddity is distinct from previous)
    odd on true
