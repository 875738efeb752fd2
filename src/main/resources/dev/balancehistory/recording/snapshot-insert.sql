insert into snapshot (account_id, response_time, slot, response_id, time_source, currency_count, content_sha256,
                      sequence, seal)
select *
  from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?)
    as s (account_id, response_time, slot, response_id, time_source, currency_count, content_sha256, sequence,
          seal)
 order by account_id, sequence;

insert into balance (account_id, response_time, wallet, currency, balance, available_balance)
select s.account_id, s.response_time, b.wallet, b.currency, b.balance, b.available_balance
  from unnest(?, ?, ?, ?, ?) as b (response_id, wallet, currency, balance, available_balance)
  join unnest(?, ?, ?) as s (account_id, response_time, response_id) on s.response_id = b.response_id
 order by s.account_id, s.response_time, b.wallet, b.currency;

update balance_response r
   set state = f.state, state_reason = f.reason
  from unnest(?, ?, ?, ?) as f (account_id, response_id, state, reason)
 where r.account_id = f.account_id and r.response_id = f.response_id and r.state = 'received'
