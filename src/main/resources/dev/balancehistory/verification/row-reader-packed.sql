select u.response_time, p.wallet, p.currency, u.balance::text as total,
       coalesce(u.available, u.balance)::text as available
  from balance_chunk c
  join balance_series p on p.account_id = c.account_id and p.first_time = c.first_time
 cross join lateral unnest(c.times, p.balances, p.available) u (response_time, balance, available)
 where c.account_id = ? and c.last_time >= ?::timestamptz and c.first_time <= ?::timestamptz
   and u.response_time >= ?::timestamptz and u.response_time <= ?::timestamptz
   and u.balance is not null
 order by c.first_time, u.response_time, p.wallet, p.currency
