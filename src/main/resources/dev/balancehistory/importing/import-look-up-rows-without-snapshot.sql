-- A subquery forces a look-up for each time, also where the planner lacks statistics.
select min(t.response_time)
  from unnest(?) t (response_time)
 where (select true
          from balance b
         where b.account_id = ? and b.response_time = t.response_time
         limit 1)
   and (select true
          from snapshot s
         where s.account_id = ? and s.response_time = t.response_time) is null
