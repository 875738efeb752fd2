select m.response_time, 0::bigint as response_id, m.content_sha256, m.body_sha256
  from pg_temp.import_memory m
 where m.response_time = any (?) and m.account_id = ?
