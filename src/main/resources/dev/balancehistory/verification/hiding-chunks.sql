-- The flaws of the chunks, and of single places in them. A report reads arrays by subscript, and verify in their order.
select d.account_id, d.first_time as time, 'the packed chunk that begins then has ' || flaw as flaw
  from (select c.account_id, c.first_time,
               array[case when c.following <= c.last_time
                          then 'times of the next chunk, so that reports lack balances' end,
                     case when c.times[1] is distinct from c.first_time
                            or c.times[cardinality(c.times)] is distinct from c.last_time
                            or exists (select
                                         from (select u.response_time,
                                                      lag(u.response_time) over (order by u.place) as before
                                                 from unnest(c.times) with ordinality u (response_time, place)) t
                                        where t.response_time is null or t.response_time <= t.before)
                          then 'times that are not in order, so that reports lack balances' end,
                     case when exists (select
                                         from unnest(c.bounds) bounds
                                        where bounds is distinct from array_dims(c.times))
                          then 'responses with other array bounds than its times, so that reports lack or misplace some' end,
                     case when exists (select
                                         from balance_series p
                                        where p.account_id = c.account_id and p.first_time = c.first_time
                                          and (array_dims(p.balances) is distinct from array_dims(c.times)
                                               or array_dims(coalesce(p.available, p.balances))
                                                  is distinct from array_dims(c.times)))
                          then 'series with other array bounds than its times, so that reports lack or misplace balances'
                     end,
                     case when exists (select
                                         from balance_series p
                                        where p.account_id = c.account_id and p.first_time = c.first_time
                                          and array_positions(p.available, null) <> array_positions(p.balances, null))
                          then 'series whose totals and available balances do not match, so that reports lack digits'
                     end,
                     case when cardinality(c.packed)
                               > (select count(*)
                                    from snapshot s
                                   where s.account_id = c.account_id and s.response_time = any (c.packed))
                          then 'responses without a snapshot' end,
                     case when exists (select
                                         from snapshot s
                                         join balance_response r on r.response_id = s.response_id
                                                                and r.account_id = s.account_id
                                        where s.account_id = c.account_id and s.response_time = any (c.packed))
                          then 'responses that are rows as well' end] as flaws
          from (select b.account_id, b.first_time, b.last_time, b.times,
                       array[array_dims(b.origins), array_dims(b.requested), array_dims(b.received),
                             array_dims(b.statuses), array_dims(b.status_messages), array_dims(b.formats),
                             array_dims(b.bodies), array_dims(b.part_lengths), array_dims(b.body_hashes),
                             array_dims(b.runs)] as bounds,
                       array(select distinct u.response_time
                               from unnest(b.times, b.formats) u (response_time, format)
                              where u.format is not null) as packed,
                       lead(b.first_time) over (partition by b.account_id order by b.first_time) as following
                  from balance_chunk b) c) d
 cross join unnest(d.flaws) flaw
 where flaw is not null
 union all
select c.account_id, coalesce(u.response_time, c.first_time), 'the packed response ' || f.flaw
  from balance_chunk c
 cross join lateral unnest(c.times, c.origins, c.received, c.formats, c.part_lengths)
            u (response_time, origin, received, format, part_lengths)
 cross join lateral (
       select case when num_nulls(u.origin, u.received, u.format) in (1, 2)
                   then 'lacks its origin, its received_at or its format'
                   -- pack leaves a response a row whose received_at is further away.
                   when u.received not between -8640000000000000 and 8640000000000000
                   then 'has a damaged received_at'
                   when u.part_lengths !~ '^[{][0-9]{1,9}(,[0-9]{1,9})*[}]$'
                   then 'has damaged part_lengths' end) f (flaw)
 where f.flaw is not null
 order by 1, 2
