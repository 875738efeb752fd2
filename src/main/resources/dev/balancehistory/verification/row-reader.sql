select response_time, wallet, currency, balance::text as total, available_balance::text as available
  from balance
 where account_id = ? and response_time >= ?::timestamptz and response_time <= ?::timestamptz
 order by response_time, wallet, currency
