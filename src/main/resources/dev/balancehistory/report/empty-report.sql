select min(a.first) as first, max(a.last) as last, coalesce(bool_or(a.found), false) as found
  from (select r.account_id,
               (select min(s.response_time) from recorded_snapshot s where s.account_id = r.account_id) as first,
               (select max(s.response_time) from recorded_snapshot s where s.account_id = r.account_id) as last,
               exists (select
                         from recorded_snapshot s
                        where s.account_id = r.account_id
                          and s.response_time >= current_setting('report.from')::timestamptz
                          and s.response_time < current_setting('report.to')::timestamptz) as found
          from recorded_account r
         where cardinality(current_setting('report.accounts')::text[]) = 0
            or r.account = any (current_setting('report.accounts')::text[])) a
