-- The next chunk in the order of the keys.
SELECT c.account_id, c.first_time::text AS first
  FROM balance_chunk c
 WHERE (c.account_id, c.first_time) > (:account, CAST(:after AS timestamptz))
 ORDER BY c.account_id, c.first_time
 LIMIT 1
