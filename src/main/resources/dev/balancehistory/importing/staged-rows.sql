select line, account, exchange, response_time, wallet, currency, balance, available_balance, time_source, origin
  from pg_temp.import_row
 order by account, response_time, wallet nulls first, currency, line
