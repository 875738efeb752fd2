SELECT c.wallet, c.currency, c.column_start, c.first, c.lowest, c.highest, c.last, c.highest_locked
  FROM balance_chart(:from, :to, :columns) c
 WHERE c.account = :account
 ORDER BY c.currency, c.wallet, c.column_start
