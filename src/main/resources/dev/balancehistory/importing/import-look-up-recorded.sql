select s.response_time, s.response_id, s.content_sha256, decode(r.body_sha256, 'hex') as body_sha256
  from snapshot s
  left join lateral (select q.body_sha256
                       from snapshot_response q
                      where q.account_id = s.account_id and q.response_time = s.response_time
                            -- Forces a look-up for each snapshot.
                     offset 0) r on true
 where s.account_id = ? and s.response_time = any (?)
