-- A query of functions only runs on the coordinator of a distributed history, and this is the part that is not one.

CREATE OR REPLACE FUNCTION snapshot_times(account integer, from_time timestamptz, to_time timestamptz)
    RETURNS timestamptz[]
    LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
BEGIN
    RETURN ARRAY(SELECT s.response_time
                   FROM recorded_snapshot s
                  WHERE s.account_id = snapshot_times.account
                    AND s.response_time >= from_time
                    AND s.response_time < to_time
                  ORDER BY s.response_time);
END
$$;

COMMENT ON FUNCTION snapshot_times(integer, timestamptz, timestamptz) IS 'The times of the account''s snapshots in [from_time, to_time), in order. The account is its number.';
