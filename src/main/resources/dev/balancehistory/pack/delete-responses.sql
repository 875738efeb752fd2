-- Deletes the rows of the responses that a chunk has. A trigger compares them byte for byte. Returns how many there were,
-- and how many the chunk has.
WITH place AS MATERIALIZED (
    SELECT s.response_id
      FROM balance_chunk c
     CROSS JOIN LATERAL unnest(c.times, c.formats) u (response_time, format)
     CROSS JOIN LATERAL (SELECT n.response_id
                           FROM snapshot n
                          WHERE n.account_id = c.account_id AND n.response_time = u.response_time
                         OFFSET 0) s
     WHERE c.account_id = :account AND c.first_time = CAST(:first AS timestamptz) AND u.format IS NOT NULL
), deleted AS (
    DELETE FROM balance_response r
     USING place p
     WHERE r.response_id = p.response_id AND r.account_id = :account
    RETURNING 1
)
SELECT (SELECT count(*) FROM deleted) AS rows, (SELECT count(*) FROM place) AS packed
