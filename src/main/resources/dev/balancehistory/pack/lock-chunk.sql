-- Waits for a prune that is deleting bodies of the chunk.
SELECT c.account_id
  FROM balance_chunk c
 WHERE c.account_id = :account AND c.first_time = CAST(:first AS timestamptz)
   FOR UPDATE
