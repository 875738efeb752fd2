with wanted as (select ?::integer[] as accounts, ?::timestamptz as slot)
select r.account_id
  from wanted w
  join balance_response r on r.account_id = any (w.accounts) and r.slot = w.slot
 where r.state in ('received', 'recorded', 'duplicate')
 union
-- A packed response has left its row, but not its snapshot.
select s.account_id
  from wanted w
  join snapshot s on s.account_id = any (w.accounts) and s.slot = w.slot
