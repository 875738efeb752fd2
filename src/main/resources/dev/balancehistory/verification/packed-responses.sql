-- The responses of the chunk that contains a time. Their bodies are small: pack leaves a large one in its row. A damaged
-- value must not end the query, unlike that of packed_response: received stays a number, and malformed part_lengths
-- become some that fit no body.
select s.response_id, s.slot, s.time_source, u.response_time, u.received, u.format, u.body,
       case when u.part_lengths ~ '^[{][0-9]{1,9}(,[0-9]{1,9})*[}]$' then u.part_lengths::integer[]
            when u.part_lengths is not null then '{-1}' end as part_lengths,
       coalesce(u.body_hash, sha256(u.body)) as body_sha256
  from (select n.times, n.received, n.formats, n.bodies, n.part_lengths, n.body_hashes
          from balance_chunk n
         where n.account_id = ? and n.first_time <= ?::timestamptz
         order by n.first_time desc
         limit 1) c
 cross join lateral unnest(c.times, c.received, c.formats, c.bodies, c.part_lengths, c.body_hashes)
            u (response_time, received, format, body, part_lengths, body_hash)
       -- OFFSET forces a look-up for each place, also where the planner lacks statistics.
 cross join lateral (select n.response_id, n.slot, n.time_source
                       from snapshot n
                      where n.account_id = ? and n.response_time = u.response_time
                     offset 0) s
       -- Only a changed chunk has such a place. The response is then missing.
 where u.format is not null and u.received is not null
