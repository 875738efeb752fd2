-- Deletes the expired bodies of some chunks, whose hashes take their place. Returns no row at the end.
with due as materialized (
    select c.account_id, c.first_time, w.before
      from (select ?::timestamptz as before) w
      join balance_chunk c on c.oldest_body < w.before
     order by c.oldest_body
     limit 100
       for update of c
), dropped as (
    update balance_chunk c
       set bodies = k.bodies, body_hashes = k.body_hashes, oldest_body = k.oldest_body
      from due
      join balance_chunk o on o.account_id = due.account_id and o.first_time = due.first_time
     cross join lateral (
           select array_agg(case when not p.expired then p.body end order by p.place) as bodies,
                  array_agg(case when p.expired then coalesce(p.hash, sha256(p.body)) else p.hash end order by p.place)
                      as body_hashes,
                  min(p.received_at) filter (where p.body is not null and not p.expired) as oldest_body,
                  count(p.body) as present,
                  count(*) filter (where p.expired) as expired
             from (select u.place, u.body, u.hash, t.received_at,
                          u.body is not null and t.received_at < due.before as expired
                     from unnest(o.times, o.received, o.bodies, o.body_hashes) with ordinality
                          u (response_time, received, body, hash, place)
                    cross join lateral (select u.response_time + u.received * interval '1 microsecond') t (received_at)) p
           ) k
     where c.account_id = o.account_id and c.first_time = o.first_time
    returning k.expired, pg_column_size(o.bodies) * k.expired / greatest(k.present, 1) as bytes
)
select sum(expired)::bigint as bodies, sum(bytes)::bigint as bytes from dropped having count(*) > 0
