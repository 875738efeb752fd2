select s.account_id, s.response_time as instant, s.response_id, s.content_sha256
  from unnest(?, ?) as r (account_id, response_time)
  join snapshot s on s.account_id = r.account_id and s.response_time = r.response_time
