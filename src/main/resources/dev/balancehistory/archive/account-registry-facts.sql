select account_id, name, exchange, extract(epoch from expected_interval) as seconds
  from account
 where account_id = any (?)
