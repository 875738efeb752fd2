-- A composite type, so that one call returns the three.
DO $$
BEGIN
    IF to_regtype('balance_period_row') IS NULL THEN
        CREATE TYPE balance_period_row AS (
            period       text COLLATE "C",
            period_start timestamptz,
            period_end   timestamptz
        );
    END IF;
END
$$;

-- The periods are those of java.time.
CREATE OR REPLACE FUNCTION balance_period(at timestamptz, period text, zone text) RETURNS balance_period_row
    LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
DECLARE
    place text := zone;
    step  constant interval := CASE period WHEN 'hour'  THEN interval '1 hour'
                                           WHEN 'day'   THEN interval '1 day'
                                           WHEN 'week'  THEN interval '7 days'
                                           WHEN 'month' THEN interval '1 month'
                                           WHEN 'year'  THEN interval '1 year'
                               END;
    -- The local time at which the period starts.
    wall  timestamp;
    start timestamptz;
    upto  timestamptz;
    label text;
    shift interval;
BEGIN
    IF step IS NULL THEN
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
    start := first_instant(wall, place);
    upto := first_instant(wall + step, place);
    IF period <> 'hour' THEN
        label := to_char(wall, CASE period WHEN 'day'   THEN 'YYYY-MM-DD'
                                           WHEN 'week'  THEN 'IYYY-"W"IW'
                                           WHEN 'month' THEN 'YYYY-MM'
                                           ELSE 'YYYY'
                               END);
        RETURN (label, start, upto);
    END IF;

    -- Hours are counted by the time that passes, also if clocks are set back. Some then have the same local time, and
    -- their labels differ by the offset.
    IF at >= upto OR start <> wall AT TIME ZONE place AND start AT TIME ZONE place = wall THEN
        start := at - (at AT TIME ZONE place - wall);
        upto := start + step;
        wall := start AT TIME ZONE place;
        shift := wall - start AT TIME ZONE 'UTC';
    END IF;
    label := to_char(wall, 'YYYY-MM-DD"T"HH24')
             || coalesce(CASE WHEN shift < interval '0' THEN '-' ELSE '+' END || to_char(greatest(shift, -shift), 'HH24:MI'), '');
    RETURN (label, start, upto);
END
$$;

COMMENT ON FUNCTION balance_period(timestamptz, text, text) IS 'The hour, day, week (from Monday), month or year that contains the instant, in the time zone.';
COMMENT ON TYPE balance_period_row IS 'A period, as balance_period returns it.';
COMMENT ON COLUMN balance_period_row.period IS 'Its label: 2026-10-31T14, 2026-10-31, 2026-W44, 2026-10 or 2026. The label of an hour that occurs twice ends with the offset: 2026-10-25T02+01:00.';
COMMENT ON COLUMN balance_period_row.period_start IS 'Its first instant.';
COMMENT ON COLUMN balance_period_row.period_end IS 'The first instant of the next period.';
