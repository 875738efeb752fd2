select r.body_sha256
  from balance_response r
 where r.body_sha256 = any (?)
   and r.account_id = ?
   and r.origin = 'imported'
   and r.state in ('duplicate', 'conflict', 'rejected', 'failed')
