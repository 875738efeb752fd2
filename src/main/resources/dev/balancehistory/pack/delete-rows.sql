-- Deletes the rows that a chunk has as series. A trigger compares them digit for digit. Returns how many there were, and
-- how many balances the series have.
WITH deleted AS (
    DELETE FROM balance b
     USING balance_chunk c
     WHERE c.account_id = :account AND c.first_time = CAST(:first AS timestamptz)
       AND b.account_id = c.account_id
       AND b.response_time = ANY (c.times)
    RETURNING 1
)
SELECT (SELECT count(*) FROM deleted) AS rows,
       (SELECT coalesce(sum(cardinality(array_remove(p.balances, NULL))), 0)
          FROM balance_series p
         WHERE p.account_id = :account AND p.first_time = CAST(:first AS timestamptz)) AS packed
