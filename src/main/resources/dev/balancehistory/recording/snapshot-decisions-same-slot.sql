select s.account_id, s.slot, s.response_id
  from unnest(?, ?) as r (account_id, slot)
  join snapshot s on s.account_id = r.account_id and s.slot = r.slot
