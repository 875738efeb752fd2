select min(b.response_time)
  from balance b
 where b.account_id = ?
   and b.response_time = any (?)
   and not exists (select
                     from snapshot s
                    where s.account_id = b.account_id and s.response_time = b.response_time)
