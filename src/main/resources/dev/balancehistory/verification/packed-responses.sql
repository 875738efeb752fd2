-- The responses of the chunk that contains a time. Their bodies are small: pack leaves a large one in its row.
select p.response_id as archived_id, p.account_id as archived_account, p.slot as archived_slot, p.received_at,
       p.response_time as archived_time, p.time_source as archived_source, p.format, p.state, p.body_sha256,
       p.part_lengths, p.body, 0 as body_length
  from (select n.account_id, n.first_time
          from balance_chunk n
         where n.account_id = ? and n.first_time <= ?::timestamptz
         order by n.first_time desc
         limit 1) c
  join packed_response p on p.account_id = c.account_id and p.first_time = c.first_time
       -- Only a changed chunk has such a place. The response is then missing.
 where p.response_time is not null and p.received_at is not null
