select s.account_id, s.slot as instant, s.response_id, s.content_sha256
  from unnest(?, ?) as r (account_id, slot)
  join snapshot s on s.account_id = r.account_id and s.slot = r.slot
