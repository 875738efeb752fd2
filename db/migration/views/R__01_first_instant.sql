-- PostgreSQL's AT TIME ZONE differs from java.time in two cases. A local time that clocks skip becomes the first instant
-- after it. Of a local time that occurs twice, this is the first instant.

CREATE OR REPLACE FUNCTION first_instant(wall timestamp, zone text) RETURNS timestamptz
    LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
DECLARE
    instant constant timestamptz := wall AT TIME ZONE zone;
    before  constant timestamptz := instant - interval '12 hours';
    earlier timestamptz;
BEGIN
    IF instant AT TIME ZONE zone <> wall THEN
        RETURN (SELECT min(minute)
                  FROM generate_series(instant - (instant AT TIME ZONE zone - wall), instant, interval '1 minute') minute
                 WHERE minute AT TIME ZONE zone >= wall);
    END IF;
    -- Of two instants with that local time, AT TIME ZONE returns the second.
    earlier := instant - ((before AT TIME ZONE zone - before AT TIME ZONE 'UTC')
                          - (instant AT TIME ZONE zone - instant AT TIME ZONE 'UTC'));
    IF earlier < instant AND earlier AT TIME ZONE zone = wall THEN
        RETURN earlier;
    END IF;
    RETURN instant;
END
$$;

COMMENT ON FUNCTION first_instant(timestamp, text) IS 'The first instant at which clocks in the time zone show the local time or, if they skip it, a later one. The zone is named as for AT TIME ZONE.';
