select s.response_time, s.response_id, s.content_sha256, s.body_sha256
  from unnest(?) t (response_time)
 cross join lateral (select n.response_time, n.response_id, n.content_sha256, decode(r.body_sha256, 'hex') as body_sha256
                       from snapshot n
                       left join lateral (select q.body_sha256
                                            from snapshot_response q
                                           where q.account_id = n.account_id and q.response_time = n.response_time
                                          offset 0) r on true
                      where n.account_id = ? and n.response_time = t.response_time
                            -- Of single rows. Forces a look-up for each time, also where the planner lacks statistics.
                      group by n.account_id, n.response_time, n.response_id, n.content_sha256, r.body_sha256) s
