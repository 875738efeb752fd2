select response_id
  from balance_response
 where account_id = ? and received_at = ? and body_sha256 is not distinct from ? and state = 'received'
 union all
select response_id
  from balance_response
 where account_id = ? and received_at = ? and body_sha256 is not distinct from ?
   and state in ('duplicate', 'conflict', 'rejected', 'failed') and origin <> 'imported'
 union all
select s.response_id
  from snapshot_response s
 where s.account_id = ? and s.response_time = ?
   and s.received_at = ? and s.body_sha256 is not distinct from encode(?, 'hex')
