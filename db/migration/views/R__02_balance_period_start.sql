CREATE OR REPLACE FUNCTION balance_period_start(at timestamptz, period text, zone text) RETURNS timestamptz
    LANGUAGE sql STABLE PARALLEL SAFE
    RETURN (balance_period(at, period, zone)).period_start;

COMMENT ON FUNCTION balance_period_start(timestamptz, text, text) IS 'The start of the hour, day, week (from Monday), month or year that contains the instant, in the time zone.';
