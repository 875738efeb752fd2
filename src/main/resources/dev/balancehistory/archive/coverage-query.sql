-- Each of the cells is half an hour of UTC, and the last one contains now().
with span as (
         select date_bin('30 minutes', now(), '2000-01-01T00:00:00Z') - interval '23.5 hours' as since
     ),
     wanted as materialized (
         select account, has_interval from unnest(?::text[], ?::boolean[]) as w (account, has_interval)
     ),
     spooled as materialized (
         select account, received_at from unnest(?::text[], ?::timestamptz[]) as s (account, received_at)
     ),
     -- The interval is null if no snapshot can be missing. A distributed database reads its part of the history here.
     known as materialized (
         select i.account_id, i.account, i.created_at,
                case when w.has_interval then i.expected_interval end as expected_interval,
                first.response_time as first_time, before.response_time as time_before
           from wanted w
           join account_interval i using (account)
           left join lateral (select s.response_time
                                from recorded_snapshot s
                               where s.account_id = i.account_id
                               order by s.response_time
                               limit 1) first on true
           left join lateral (select p.response_time
                                from recorded_snapshot p
                               where p.account_id = i.account_id
                                 and p.response_time
                                     < date_bin('30 minutes', now(), '2000-01-01T00:00:00Z') - interval '23.5 hours'
                               order by p.response_time desc
                               limit 1) before on true
     ),
     -- From the last snapshot before the span on.
     arrival as (
         select a.account_id, s.response_time as at, 'r' as state
           from known a
           join recorded_snapshot s
             on s.account_id = a.account_id and s.response_time >= coalesce(a.time_before, '-infinity')
          union all
         select a.account_id, s.received_at, 'w'
           from spooled s
           join known a using (account)
     ),
     -- As in snapshot_gap_between. Without any snapshot, the first was expected when the account was added.
     distance as (
         select account_id, at, lead(at) over (partition by account_id order by at) as next
           from arrival
          union all
         select a.account_id, a.created_at - a.expected_interval, null
           from known a
          where a.expected_interval is not null and not exists (select from arrival r where r.account_id = a.account_id)
     ),
     missing as (
         select d.account_id, d.at + k * coalesce((d.next - d.at) / nullif(d.missing + 1, 0), d.expected_interval) as at,
                'm' as state
           from (select d.*, a.expected_interval,
                        round(extract(epoch from coalesce(d.next, now()) - d.at)
                              / extract(epoch from a.expected_interval)) - 1 as missing
                   from distance d
                   join known a using (account_id)
                  where coalesce(d.next, now()) - d.at > 1.5 * a.expected_interval) d
          cross join span
                -- Omits the steps before the span.
          cross join generate_series(
                         greatest(1, floor(extract(epoch from since - d.at)
                                           / extract(epoch from coalesce((d.next - d.at) / nullif(d.missing + 1, 0),
                                                                         d.expected_interval))))::bigint,
                         d.missing::bigint) k
     ),
     cell as (
         select account_id, floor(extract(epoch from at - since) / 1800) as number,
                bool_or(state = 'r') as recorded, bool_or(state = 'w') as waiting, bool_or(state = 'm') as missing
           from (select * from arrival union all select * from missing) mark
          cross join span
          group by 1, 2
     )
select a.account,
       string_agg(case when c.missing and (c.recorded or c.waiting) then 'p'
                       when c.missing                               then 'm'
                       when c.waiting                               then 'w'
                       when c.recorded                              then 'r'
                       when since + (n + 1) * interval '30 minutes'
                            <= least(a.created_at, a.first_time)        then 'b'
                       else 'n'
                  end, '' order by n) as cells,
       min(since) as since
  from known a
 cross join span
 cross join generate_series(0, 47) n
  left join cell c on c.account_id = a.account_id and c.number = n
 group by a.account
 order by a.account
