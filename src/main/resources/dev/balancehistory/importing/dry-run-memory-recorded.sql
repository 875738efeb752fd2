select m.response_time, 0::bigint as response_id, m.content_sha256, m.body_sha256
  from unnest(?) t (response_time)
 cross join lateral (select n.response_time, n.content_sha256, n.body_sha256
                       from pg_temp.import_memory n
                      where n.account_id = ? and n.response_time = t.response_time
                     offset 0) m
