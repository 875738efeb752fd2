select coalesce(sum(currency_count), 0)
  from recorded_snapshot
 where response_time >= current_setting('report.from')::timestamptz
   and response_time < current_setting('report.to')::timestamptz
