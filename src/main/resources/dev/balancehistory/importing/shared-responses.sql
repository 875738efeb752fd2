select a.name, r.body_sha256
  from account a
 cross join unnest(?) t (response_time)
 cross join lateral (select s.account_id, s.response_time
                       from snapshot s
                      where s.account_id = a.account_id
                        and s.response_time = t.response_time
                        and s.content_sha256 = any (?)
                            -- Of single rows. Forces a look-up for each account and time.
                      group by s.account_id, s.response_time) s
 cross join lateral (select decode(q.body_sha256, 'hex') as body_sha256
                       from snapshot_response q
                      where q.account_id = s.account_id and q.response_time = s.response_time
                     offset 0) r
 where a.account_id <> ? and a.exchange = ? and r.body_sha256 = any (?)
 order by a.name
 limit 1
