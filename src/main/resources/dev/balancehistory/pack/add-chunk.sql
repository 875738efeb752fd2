-- Adds a chunk of the oldest snapshots of a stretch, if there are enough.
INSERT INTO balance_chunk (account_id, first_time, last_time, times)
SELECT :account, min(s.response_time), max(s.response_time), array_agg(s.response_time ORDER BY s.response_time)
  FROM (SELECT n.response_time
          FROM snapshot n
         WHERE n.account_id = :account
           AND n.response_time > CAST(:after AS timestamptz) AND n.response_time < CAST(:before AS timestamptz)
         ORDER BY n.response_time
         LIMIT :snapshots) s
HAVING count(*) = :snapshots
RETURNING first_time::text AS first, last_time::text AS last
