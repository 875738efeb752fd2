-- The stretches of an account's time, between its chunks and before an instant, that have enough snapshots for a chunk.
SELECT stretch.after::text AS after, stretch.before::text AS before, own.snapshots
  FROM (SELECT c.last_time AS after,
               least(lead(c.first_time, 1, 'infinity') OVER (ORDER BY c.first_time), :limit) AS before
          FROM balance_chunk c
         WHERE c.account_id = :account
         UNION ALL
        SELECT '-infinity',
               least((SELECT min(c.first_time) FROM balance_chunk c WHERE c.account_id = :account), :limit)) stretch
 CROSS JOIN LATERAL (SELECT count(*) AS snapshots
                       FROM snapshot s
                      WHERE s.account_id = :account
                        AND s.response_time > stretch.after AND s.response_time < stretch.before) own
 WHERE own.snapshots >= :snapshots
 ORDER BY stretch.after
