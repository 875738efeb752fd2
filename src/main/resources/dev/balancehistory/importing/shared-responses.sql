select a.name, r.body_sha256
  from account a
 cross join unnest(?) t (response_time)
 cross join lateral (select s.account_id, s.response_id
                       from snapshot s
                      where s.account_id = a.account_id
                        and s.response_time = t.response_time
                        and s.content_sha256 = any (?)
                            -- Of single rows. Forces a look-up for each account and time.
                      group by s.account_id, s.response_id) s
  join balance_response r on r.account_id = s.account_id and r.response_id = s.response_id
 where a.account_id <> ? and a.exchange = ? and r.body_sha256 = any (?)
 order by a.name
 limit 1
