select min(whole.first) as first, max(whole.last) as last, coalesce(bool_or(within.found), false) as found
  from recorded_account a
 cross join lateral (select min(s.response_time) as first, max(s.response_time) as last
                       from recorded_snapshot s
                      where s.account_id = a.account_id) whole
 cross join lateral (
       select exists (select
                        from recorded_snapshot s
                       where s.account_id = a.account_id
                         and s.response_time >= current_setting('report.from')::timestamptz
                         and s.response_time < current_setting('report.to')::timestamptz) as found) within
 where cardinality(current_setting('report.accounts')::text[]) = 0
    or a.account = any (current_setting('report.accounts')::text[])
