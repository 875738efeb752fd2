select s.response_time, s.response_id, s.content_sha256, s.body_sha256
  from unnest(?) t (response_time)
 cross join lateral (select n.response_time, n.response_id, n.content_sha256, r.body_sha256
                       from snapshot n
                       left join balance_response r on r.response_id = n.response_id and r.account_id = n.account_id
                      where n.account_id = ? and n.response_time = t.response_time
                            -- Forces a look-up for each time, also where the planner lacks statistics.
                      limit 1) s
