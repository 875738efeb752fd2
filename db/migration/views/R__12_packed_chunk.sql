CREATE OR REPLACE VIEW packed_chunk AS
SELECT c.account_id,
       c.first_time,
       c.last_time,
       c.times,
       c.origins,
       c.formats
  FROM balance_chunk c;

COMMENT ON VIEW packed_chunk IS 'The chunks of packed snapshots.';
COMMENT ON COLUMN packed_chunk.account_id IS 'The account.';
COMMENT ON COLUMN packed_chunk.first_time IS 'The time of its first snapshot.';
COMMENT ON COLUMN packed_chunk.last_time IS 'The time of its last snapshot.';
COMMENT ON COLUMN packed_chunk.times IS 'The times of its snapshots, in order.';
COMMENT ON COLUMN packed_chunk.origins IS 'The origin of the response of each snapshot. Null where the response is not packed.';
COMMENT ON COLUMN packed_chunk.formats IS 'The form of the body of each such response.';
