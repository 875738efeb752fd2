select newest.account_id, newest.sequence, newest.seal
  from account a
 cross join lateral (select s.account_id, s.sequence, s.seal
                       from snapshot s
                      where s.account_id = a.account_id
                      order by s.sequence desc
                      limit 1) newest
 where a.account_id = any (?)
