select d.account_id, d.first_time, flaw
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
                                         from balance_series p
                                        where p.account_id = c.account_id and p.first_time = c.first_time
                                          and (cardinality(p.balances) <> cardinality(c.times)
                                               or cardinality(p.available) <> cardinality(c.times)))
                          then 'series of another length, so that reports lack balances' end,
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
                       array(select distinct u.response_time
                               from unnest(b.times, b.formats) u (response_time, format)
                              where u.format is not null) as packed,
                       lead(b.first_time) over (partition by b.account_id order by b.first_time) as following
                  from balance_chunk b) c) d
 cross join unnest(d.flaws) flaw
 where flaw is not null
 order by d.account_id, d.first_time
