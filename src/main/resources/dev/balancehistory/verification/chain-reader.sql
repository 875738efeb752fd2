select s.sequence, s.seal, s.response_time, s.slot, s.time_source, s.currency_count, s.content_sha256,
       r.format, r.body_sha256
  from snapshot s
  left join balance_response r on r.response_id = s.response_id and r.account_id = s.account_id
 where s.account_id = ?
 order by s.sequence
