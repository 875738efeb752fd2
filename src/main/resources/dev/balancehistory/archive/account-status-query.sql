with wanted as (select account from unnest(?) as account),
     spooled as (select account, received_at from unnest(?, ?::timestamptz[]) as s (account, received_at)),
     standing as (
         select account, last_snapshot_at, age, a.expected_interval, guessed,
                case when not too_few then missing_now - least(missing_now, newer) end as missing_now,
                waiting, last_run_started_at, last_run_status, last_run_exit_code, last_problem,
                case when exists (select from wanted) then wanted.account is not null end as configured,
                (wanted.account is not null or not exists (select from wanted))
                and (last_snapshot_at is null
                     or age < ? * interval '-1 millisecond'
                     or age > coalesce(nullif(?, -1) * interval '1 millisecond',
                                       case when not too_few then 2 * a.expected_interval end,
                                       interval '1000000 days')) as stale
           from (select s.*, s.expected_interval is not null and r.expected_interval is null as guessed,
                        r.expected_interval is null
                        and (select count(*) < 10
                               from (select
                                       from recorded_snapshot n
                                      where n.account_id = r.account_id
                                      limit 10) newest) as too_few
                   from account_status s
                   join recorded_account r using (account)) a
           full join wanted using (account)
          cross join lateral (
                select count(*) as waiting,
                       count(*) filter (where received_at > coalesce(last_snapshot_at, '-infinity')) as newer
                  from spooled
                 where spooled.account = coalesce(a.account, wanted.account)) s)
