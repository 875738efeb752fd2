-- The periods are those of java.time. PostgreSQL's date_trunc and AT TIME ZONE differ in two cases. If clocks are set
-- forward at midnight, the day starts with its first instant. If midnight occurs twice, the day starts with the first
-- one.

CREATE OR REPLACE FUNCTION balance_period_start(at timestamptz, period text, zone text) RETURNS timestamptz
    LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
DECLARE
    place   text := zone;
    -- The local time at which the period starts.
    wall    timestamp;
    start   timestamptz;
    before  timestamptz;
    earlier timestamptz;
BEGIN
    IF period IS NULL OR period NOT IN ('hour', 'day', 'week', 'month', 'year') THEN
        RAISE EXCEPTION USING
            ERRCODE = 'invalid_parameter_value',
            MESSAGE = format('unknown period %s', coalesce(quote_literal(period), 'NULL')),
            HINT = 'Use one of hour, day, week, month, year.';
    END IF;
    IF zone ~ '^(UTC|GMT|UT)?[+-][0-9]{1,2}(:[0-9]{2}){0,2}$' THEN
        -- PostgreSQL reads the sign as POSIX does: inverted.
        place := 'UTC' || translate(ltrim(zone, 'UTCGM'), '+-', '-+');
    ELSIF zone IS NULL OR zone = '' OR zone ~ '[0-9]' AND zone !~ '^(Etc/.+|GMT0|EST5EDT|CST6CDT|MST7MDT|PST8PDT)$' THEN
        -- PostgreSQL would accept Foo5 as a zone five hours west.
        RAISE EXCEPTION USING
            ERRCODE = 'invalid_parameter_value',
            MESSAGE = format('unknown time zone %s', coalesce(quote_literal(zone), 'NULL')),
            HINT = 'Use a name such as Europe/Berlin, UTC or +02:00.';
    ELSIF upper(zone) IN ('CET', 'EET', 'MET', 'WET') THEN
        RAISE EXCEPTION USING
            ERRCODE = 'invalid_parameter_value',
            MESSAGE = format('time zone %L is not clear: PostgreSQL reads it as an offset without summer time', zone),
            HINT = 'Use the name of a place, such as Europe/Berlin.';
    END IF;

    wall := date_trunc(period, at AT TIME ZONE place);
    IF period = 'hour' THEN
        -- An hour that occurs twice is two hours.
        start := at - (at AT TIME ZONE place - wall);
        IF start AT TIME ZONE place = wall THEN
            RETURN start;
        END IF;
    END IF;

    start := wall AT TIME ZONE place;
    IF start AT TIME ZONE place <> wall THEN
        -- That local time does not occur: the period starts with the first instant after it.
        RETURN (SELECT min(minute)
                  FROM generate_series(start - (start AT TIME ZONE place - wall), start, interval '1 minute') minute
                 WHERE minute AT TIME ZONE place >= wall);
    END IF;
    -- Of two instants with that local time, AT TIME ZONE returns the second.
    before := start - interval '12 hours';
    earlier := start - ((before AT TIME ZONE place - before AT TIME ZONE 'UTC')
                        - (start AT TIME ZONE place - start AT TIME ZONE 'UTC'));
    IF earlier < start AND earlier AT TIME ZONE place = wall THEN
        RETURN earlier;
    END IF;
    RETURN start;
END
$$;

COMMENT ON FUNCTION balance_period_start(timestamptz, text, text) IS 'The start of the hour, day, week (from Monday), month or year that contains the instant, in the time zone.';
