-- A large body is left out and read separately: a batch of them would not fit into memory.
select s.response_time, s.slot, s.response_id, s.time_source, s.currency_count, s.content_sha256,
       s.sequence, r.response_id as archived_id, r.account_id as archived_account, r.slot as archived_slot, r.received_at,
       r.response_time as archived_time, r.time_source as archived_source, r.format, r.state, r.body_sha256,
       r.part_lengths,
       case when octet_length(r.body) <= 16384 then r.body end as body, octet_length(r.body) as body_length
  from snapshot s
  left join balance_response r on r.response_id = s.response_id and r.account_id = s.account_id
 where s.account_id = ? and s.response_time >= ?::timestamptz and s.response_time <= ?::timestamptz
 order by s.response_time
