select m.body_sha256
  from pg_temp.import_memory m
 where m.body_sha256 = any (?) and m.account_id = ? and m.response_time is null
