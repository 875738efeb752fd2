select g.account, g.after, g.before, greatest(g.missing_snapshots - w.waiting, 0) as missing_snapshots,
       case when w.waiting = 0 then g.cause
            else concat_ws('; ', 'waiting in the spool: ' || w.waiting,
                           case when g.missing_snapshots > w.waiting then g.cause end)
       end as cause
  from snapshot_gap_between(current_setting('report.from')::timestamptz,
                            current_setting('report.to')::timestamptz) g
 cross join lateral (
       select count(*) as waiting
         from unnest(current_setting('report.spooled_accounts')::text[],
                     current_setting('report.spooled_times')::timestamptz[]) as s (account, received_at)
        where s.account = g.account
          and s.received_at > coalesce(g.after, '-infinity')
          and s.received_at < coalesce(g.before, 'infinity')) w
