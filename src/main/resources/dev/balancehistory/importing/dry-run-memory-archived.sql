select m.body_sha256
  from unnest(?) t (body_sha256)
 cross join lateral (select n.body_sha256
                       from pg_temp.import_memory n
                      where n.body_sha256 = t.body_sha256 and n.account_id = ? and n.response_time is null
                     offset 0) m
