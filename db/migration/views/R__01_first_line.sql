-- A recorded message may be a whole stack trace, of which a report shows the first line only.

CREATE OR REPLACE FUNCTION first_line(message text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN nullif(left(regexp_replace(split_part(message, E'\n', 1),
                                      '^([a-z_][\w$]*\.)+[A-Z][\w$]*(: *|$)', ''), 300), '');

COMMENT ON FUNCTION first_line(text) IS 'The first line of a recorded message, without the name of an exception, at most 300 characters. Null if it is empty.';
