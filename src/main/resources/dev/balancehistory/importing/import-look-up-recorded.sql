select s.response_time, s.response_id, s.content_sha256, r.body_sha256
  from snapshot s
  left join balance_response r on r.response_id = s.response_id and r.account_id = s.account_id
 where s.account_id = ? and s.response_time = any (?)
