select distinct b.wallet
  from (select account_id, response_time from snapshot
         where account_id = ?
         order by response_time desc
         limit 1) s
  join balance b on b.account_id = s.account_id and b.response_time = s.response_time
