-- The periods of an exported close that are not complete. Those with an account are over, and their last snapshot is too old:
-- the first of them, each with the number of all.
SELECT i.period, i.period_start, i.period_end, i.running, i.account, i.early
  FROM (SELECT p.*,
               count(p.account) OVER () AS early,
               row_number() OVER (PARTITION BY p.account IS NULL ORDER BY p.period_start, p.account) AS place
          FROM (SELECT DISTINCT r.period, r.period_start, r.period_end, r.period_end > now() AS running,
                       CASE WHEN r.period_end > now() OR r.period_start < q.since OR r.period_end > q.upto THEN NULL
                            ELSE r.account
                       END AS account
                  FROM (SELECT ?::text AS period, ?::text AS zone, ?::timestamptz AS since, ?::timestamptz AS upto,
                               ?::text[] AS accounts, ?::text[] AS currencies) q
                 CROSS JOIN LATERAL balance_close(q.period, q.zone, q.since, q.upto) r
                 WHERE NOT r.complete
                   AND (q.accounts IS NULL OR r.account = ANY (q.accounts))
                   AND (q.currencies IS NULL OR r.currency = ANY (q.currencies))) p) i
 WHERE i.account IS NULL OR i.place <= ?
 ORDER BY i.period_start, i.account;
