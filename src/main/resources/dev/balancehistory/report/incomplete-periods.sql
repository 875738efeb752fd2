-- The periods of an exported close that are not complete. Only those can be at either end of the range, or at the present.
SELECT DISTINCT r.period, r.period_start, r.period_end, r.period_end > now() AS running
  FROM (SELECT ?::text AS period, ?::text AS zone, ?::timestamptz AS since, ?::timestamptz AS upto,
               ?::text[] AS accounts, ?::text[] AS currencies) q
 CROSS JOIN LATERAL (
       SELECT c.*
         FROM balance_close(q.period, q.zone, q.since,
                            least(q.upto, (balance_period(q.since, q.period, q.zone)).period_end)) c
        WHERE isfinite(q.since)
        UNION ALL
       SELECT c.*
         FROM balance_close(q.period, q.zone,
                            greatest(q.since, balance_period_start(least(q.upto, now()), q.period, q.zone)), q.upto) c) r
 WHERE NOT r.complete
   AND (q.accounts IS NULL OR r.account = ANY (q.accounts))
   AND (q.currencies IS NULL OR r.currency = ANY (q.currencies))
 ORDER BY r.period_start;
