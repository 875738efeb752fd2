SELECT b.wallet, b.currency, b.balance, b.locked_balance
  FROM recorded_balance b
 WHERE b.account_id = :account AND b.response_time = :time
 ORDER BY b.currency, b.wallet
