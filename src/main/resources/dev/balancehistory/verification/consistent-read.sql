select coalesce(sum(currency_count), 0)
  from snapshot
 where account_id = any (?) and response_time >= ?::timestamptz and response_time <= ?::timestamptz
