select account_id, wallet, currency, balance, available_balance,
       balance - available_balance as locked_balance, balance - previous as change
  from (select s.account_id, b.wallet, b.currency,
               max(b.balance) filter (where s.is_new) as balance,
               max(b.available_balance) filter (where s.is_new) as available_balance,
               max(b.balance) filter (where not s.is_new) as previous
          from unnest(?, ?, ?) s (account_id, response_time, is_new)
         cross join lateral (select r.wallet, r.currency, max(r.balance) as balance,
                                    max(r.available_balance) as available_balance
                               from recorded_balance r
                              where r.account_id = s.account_id and r.response_time = s.response_time
                                    -- Of single rows. Forces a look-up for each snapshot.
                              group by r.account_id, r.wallet, r.currency) b
         group by s.account_id, b.wallet, b.currency) line
 order by account_id, wallet, currency
