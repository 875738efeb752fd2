-- The condition is that of packed-bodies-drop.sql. The bodies of a chunk are compressed together, so that each counts for
-- an equal part of their size.
select coalesce(sum(k.expired), 0) as bodies,
       coalesce(sum(pg_column_size(c.bodies) * k.expired / k.present), 0)::bigint as bytes
  from (select ?::timestamptz as before) w
  join balance_chunk c on c.oldest_body < w.before
 cross join lateral (
       select count(*) as present,
              count(*) filter (where u.response_time + u.received * interval '1 microsecond' < w.before) as expired
         from unnest(c.times, c.received, c.bodies) u (response_time, received, body)
        where u.body is not null) k
