select account, wallet, currency, balance, available_balance
  from latest_balance
 where account = any (?)
 order by account, wallet, currency
