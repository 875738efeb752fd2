select response_id, account_id, name, exchange, slot, received_at, response_time, time_source, format, body,
       part_lengths, body_sha256
  from (select next.*,
               row_number() over (order by response_id) as place,
               sum(octet_length(body)) over (order by response_id) as bytes
          from (select r.response_id, r.account_id, a.name, a.exchange, r.slot, r.received_at,
                       r.response_time, r.time_source, r.format, r.body, r.part_lengths, r.body_sha256
                  from balance_response r
                  join account a on a.account_id = r.account_id
                 where r.state = 'received' and r.account_id <> all (?) and r.format = any (?)
                 order by r.response_id
                 limit ?) next) page
 where place = 1 or bytes <= ?
 order by response_id
