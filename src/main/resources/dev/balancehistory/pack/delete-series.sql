-- Deletes the series of a chunk. A trigger compares them with the rows, digit for digit.
DELETE FROM balance_series p
 WHERE p.account_id = :account AND p.first_time = CAST(:first AS timestamptz)
