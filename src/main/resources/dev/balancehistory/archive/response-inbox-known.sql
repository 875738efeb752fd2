select response_id
  from balance_response
 where account_id = ? and received_at = ? and body_sha256 is not distinct from ? and state = 'received'
 union all
select response_id
  from balance_response
 where account_id = ? and received_at = ? and body_sha256 is not distinct from ?
   and state in ('duplicate', 'conflict', 'rejected', 'failed') and origin <> 'imported'
 union all
select r.response_id
  from snapshot s
  join balance_response r on r.response_id = s.response_id and r.account_id = s.account_id
 where s.account_id = ? and s.response_time = ?
   and r.received_at = ? and r.body_sha256 is not distinct from ?
