-- Deletes a chunk that has no series any more; returns the number of its snapshots.
DELETE FROM balance_chunk c
 WHERE c.account_id = :account AND c.first_time = CAST(:first AS timestamptz)
RETURNING cardinality(c.times)
