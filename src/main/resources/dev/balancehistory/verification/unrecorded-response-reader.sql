-- A large body is left out and read separately: a batch of them would not fit into memory.
select r.response_id as archived_id, r.account_id as archived_account, r.slot as archived_slot, r.received_at,
       r.response_time as archived_time, r.time_source as archived_source, r.format, r.state,
       r.body_sha256, r.part_lengths,
       case when octet_length(r.body) <= 16384 then r.body end as body, octet_length(r.body) as body_length,
       (select s.content_sha256
          from snapshot s
         where s.account_id = r.account_id and s.response_time = r.response_time) as recorded_sha256,
       exists (select
                 from snapshot s
                where s.account_id = r.account_id and s.slot = r.slot) as slot_recorded
  from balance_response r
 where r.account_id = any (?)
   and coalesce(r.response_time, r.received_at) >= ?::timestamptz
   and coalesce(r.response_time, r.received_at) <= ?::timestamptz
   and not exists (select from snapshot s where s.account_id = r.account_id
                        and s.response_time = r.response_time
                        and s.response_id = r.response_id)
 order by r.response_id
