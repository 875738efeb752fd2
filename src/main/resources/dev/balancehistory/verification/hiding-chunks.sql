select c.account_id, c.first_time, flaw
  from (select b.account_id, b.first_time, b.last_time, b.times, b.formats,
               lead(b.first_time) over (partition by b.account_id order by b.first_time) as following
          from balance_chunk b) c
 cross join lateral (
       select 'times of the next chunk, so that reports lack balances' where c.following <= c.last_time
        union all
       select 'times that are not in order, so that reports lack balances'
        where c.times[1] is distinct from c.first_time
           or c.times[cardinality(c.times)] is distinct from c.last_time
           or exists (select
                        from (select u.response_time, lag(u.response_time) over (order by u.place) as before
                                from unnest(c.times) with ordinality u (response_time, place)) t
                       where t.response_time is null or t.response_time <= t.before)
        union all
       select 'series of another length, so that reports lack balances'
        where exists (select
                        from balance_series p
                       where p.account_id = c.account_id and p.first_time = c.first_time
                         and (cardinality(p.balances) <> cardinality(c.times)
                              or cardinality(p.available) <> cardinality(c.times)))
        union all
       select 'responses without a snapshot'
        where exists (select
                        from unnest(c.times, c.formats) u (response_time, format)
                       where u.format is not null
                         and not exists (select
                                           from snapshot s
                                          where s.account_id = c.account_id and s.response_time = u.response_time))
        union all
       select 'responses that are rows as well'
        where exists (select
                        from unnest(c.times, c.formats) u (response_time, format)
                        join snapshot s on s.account_id = c.account_id and s.response_time = u.response_time
                        join balance_response r on r.response_id = s.response_id and r.account_id = s.account_id
                       where u.format is not null)) f (flaw)
 order by c.account_id, c.first_time
