select a.name, decode(r.body_sha256, 'hex') as body_sha256
  from account a
 cross join lateral (select s.account_id, s.response_time
                       from snapshot s
                      where s.account_id = a.account_id
                        and s.response_time = any (?)
                        and s.content_sha256 = any (?)
                     offset 0) s
 cross join lateral (select q.body_sha256
                       from snapshot_response q
                      where q.account_id = s.account_id and q.response_time = s.response_time
                     offset 0) r
 where a.account_id <> ? and a.exchange = ? and decode(r.body_sha256, 'hex') = any (?)
 order by a.name
 limit 1
