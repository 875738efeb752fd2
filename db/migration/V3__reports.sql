-- The reports, for whoever may read the views. A function is one query whose names are bound here: PostgreSQL puts it
-- into the query that calls it, so a condition on account or currency becomes part of its look-ups. It reads views,
-- never tables: views use their owner's rights, and so a reader needs none on the tables.

-- The questions that did not become a snapshot: few, and looked for by account and time.
CREATE INDEX balance_response_problem_idx ON balance_response (account_id, received_at)
    WHERE state IN ('duplicate', 'conflict', 'rejected', 'failed') AND origin <> 'imported';
CREATE INDEX batch_job_execution_time_idx ON batch.batch_job_execution ((create_time AT TIME ZONE 'UTC'));
CREATE INDEX batch_step_execution_account_idx
    ON batch.batch_step_execution ((substr(step_name, 16) COLLATE "C"), job_execution_id)
    WHERE step_name LIKE 'fetchResponses:%';

-- An exit message may be a stack trace, which is nothing for people.
CREATE FUNCTION first_line(message text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN nullif(left(regexp_replace(split_part(message, E'\n', 1),
                                      '^([a-z_][\w$]*\.)+[A-Z][\w$]*(: *|$)', ''), 300), '');

-- The periods are those of java.time, also where PostgreSQL's own date_trunc and AT TIME ZONE differ: where clocks are
-- set forward at midnight the day begins with its first instant, where midnight comes twice with the first one.
CREATE FUNCTION balance_period_start(at timestamptz, period text, zone text) RETURNS timestamptz
    LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
DECLARE
    place   text := zone;
    -- What the clocks show when the period starts.
    wall    timestamp;
    start   timestamptz;
    before  timestamptz;
    earlier timestamptz;
BEGIN
    IF period IS NULL OR period NOT IN ('hour', 'day', 'week', 'month', 'year') THEN
        RAISE EXCEPTION USING
            ERRCODE = 'invalid_parameter_value',
            MESSAGE = format('unknown period %s', coalesce(quote_literal(period), 'NULL')),
            HINT = 'It is one of hour, day, week, month, year.';
    END IF;
    IF zone ~ '^(UTC|GMT|UT)?[+-][0-9]{1,2}(:[0-9]{2}){0,2}$' THEN
        -- PostgreSQL reads the sign as POSIX does, the other way round.
        place := 'UTC' || translate(ltrim(zone, 'UTCGM'), '+-', '-+');
    ELSIF zone IS NULL OR zone = '' OR zone ~ '[0-9]' AND zone !~ '^(Etc/.+|GMT0|EST5EDT|CST6CDT|MST7MDT|PST8PDT)$' THEN
        -- PostgreSQL would take Foo5 for a zone five hours west.
        RAISE EXCEPTION USING
            ERRCODE = 'invalid_parameter_value',
            MESSAGE = format('unknown time zone %s', coalesce(quote_literal(zone), 'NULL')),
            HINT = 'Name it like Europe/Berlin, UTC or +02:00.';
    ELSIF upper(zone) IN ('CET', 'EET', 'MET', 'WET') THEN
        RAISE EXCEPTION USING
            ERRCODE = 'invalid_parameter_value',
            MESSAGE = format('time zone %L is not clear: PostgreSQL takes it for an offset without summer time', zone),
            HINT = 'Name a place, like Europe/Berlin.';
    END IF;

    wall := date_trunc(period, at AT TIME ZONE place);
    IF period = 'hour' THEN
        -- An hour that comes twice is two hours.
        start := at - (at AT TIME ZONE place - wall);
        IF start AT TIME ZONE place = wall THEN
            RETURN start;
        END IF;
    END IF;

    start := wall AT TIME ZONE place;
    IF start AT TIME ZONE place <> wall THEN
        -- No clock shows that time: the first instant after it is the start.
        RETURN (SELECT min(minute)
                  FROM generate_series(start - (start AT TIME ZONE place - wall), start, interval '1 minute') minute
                 WHERE minute AT TIME ZONE place >= wall);
    END IF;
    -- Of two instants with that time, AT TIME ZONE takes the second.
    before := start - interval '12 hours';
    earlier := start - ((before AT TIME ZONE place - before AT TIME ZONE 'UTC')
                        - (start AT TIME ZONE place - start AT TIME ZONE 'UTC'));
    IF earlier < start AND earlier AT TIME ZONE place = wall THEN
        RETURN earlier;
    END IF;
    RETURN start;
END
$$;

-- What the functions read, and what a query of your own may read.

CREATE VIEW recorded_account AS
SELECT a.account_id,
       a.name                                AS account,
       a.exchange,
       a.expected_interval,
       a.created_at
  FROM account a;

-- LEFT, so that PostgreSQL leaves the account out where nobody asks for its name.
CREATE VIEW recorded_snapshot AS
SELECT s.account_id,
       a.name                                AS account,
       s.response_time,
       s.slot,
       s.currency_count,
       s.recorded_at,
       s.response_id
  FROM snapshot s
  LEFT JOIN account a ON a.account_id = s.account_id;

CREATE VIEW recorded_balance AS
SELECT b.account_id,
       b.response_time,
       b.currency,
       b.balance,
       b.available_balance,
       b.balance - b.available_balance       AS locked_balance
  FROM balance b;

CREATE VIEW unrecorded_answer AS
SELECT r.account_id,
       r.received_at,
       r.state,
       CASE WHEN r.state <> 'failed'         THEN r.state || ': ' || r.state_reason
            WHEN r.status_code IS NOT NULL   THEN concat_ws(' ', r.status_code, r.status_message)
            ELSE r.state_reason
       END                                   AS problem,
       r.response_id,
       r.job_execution_id
  FROM balance_response r
 WHERE r.state IN ('duplicate', 'conflict', 'rejected', 'failed') AND r.origin <> 'imported'
 UNION ALL
SELECT r.account_id,
       r.received_at,
       r.state,
       'received: kept, and waits for the next run to record it',
       r.response_id,
       r.job_execution_id
  FROM balance_response r
 WHERE r.state = 'received' AND r.origin <> 'imported';

-- How often a snapshot is expected: as configured, else the median of the last distances between snapshots.
CREATE VIEW account_rhythm AS
SELECT a.account_id,
       a.name                                AS account,
       coalesce(a.expected_interval, usual.distance) AS expected_interval,
       a.created_at
  FROM account a
 CROSS JOIN LATERAL (
       SELECT CASE WHEN count(d.distance) >= 2
                   THEN percentile_disc(0.5) WITHIN GROUP (ORDER BY d.distance)
              END                            AS distance
         FROM (SELECT n.response_time - lag(n.response_time) OVER (ORDER BY n.response_time) AS distance
                 FROM (SELECT s.response_time
                         FROM snapshot s
                        WHERE s.account_id = a.account_id AND a.expected_interval IS NULL
                        ORDER BY s.response_time DESC
                        LIMIT 1000) n) d) usual;

CREATE VIEW recorded_run AS
SELECT e.job_execution_id,
       i.job_name::text                      AS job,
       e.create_time AT TIME ZONE 'UTC'      AS started_at,
       e.end_time AT TIME ZONE 'UTC'         AS ended_at,
       e.status::text                        AS status,
       CASE WHEN e.end_time IS NOT NULL THEN
           CASE e.exit_code
               WHEN 'COMPLETED'     THEN 0
               WHEN 'NOOP'          THEN 0
               WHEN 'USAGE'         THEN 64
               WHEN 'REFUSED'       THEN 65
               WHEN 'UNREACHABLE'   THEN 69
               WHEN 'DEFECT'        THEN 70
               WHEN 'CANNOT_CREATE' THEN 73
               WHEN 'CANNOT_WRITE'  THEN 74
               WHEN 'LATER'         THEN 75
               WHEN 'CREDENTIALS'   THEN 77
               WHEN 'CONFIGURATION' THEN 78
               WHEN 'READER_GONE'   THEN 141
               WHEN 'STOPPED'       THEN 143
           END
       END                                   AS exit_code,
       first_line(e.exit_message)            AS failure,
       (SELECT string_to_array(p.parameter_value, ',')
          FROM batch.batch_job_execution_params p
         WHERE p.job_execution_id = e.job_execution_id
           AND p.parameter_name = 'accounts'
           -- A long list is only its hash.
           AND p.parameter_value NOT LIKE '% accounts, sha256 %') AS accounts
  FROM batch.batch_job_execution e
  JOIN batch.batch_job_instance i ON i.job_instance_id = e.job_instance_id;

CREATE VIEW account_run AS
SELECT substr(p.step_name, 16) COLLATE "C"   AS account,
       p.job_execution_id,
       p.status::text                        AS status,
       p.exit_code::text                     AS outcome,
       CASE WHEN p.status <> 'COMPLETED' THEN first_line(p.exit_message) END AS problem
  FROM batch.batch_step_execution p
 WHERE p.step_name LIKE 'fetchResponses:%';

CREATE VIEW run_history AS
SELECT r.job,
       r.started_at,
       r.ended_at,
       r.status,
       r.exit_code,
       (SELECT count(*)
          FROM balance_response a
         WHERE a.job_execution_id = r.job_execution_id) AS responses,
       (SELECT count(*)
          FROM balance_response a
         WHERE a.job_execution_id = r.job_execution_id AND a.state = 'recorded') AS snapshots,
       (SELECT coalesce(sum(s.currency_count), 0)
          FROM balance_response a
          JOIN snapshot s ON s.account_id = a.account_id AND s.response_time = a.response_time
         WHERE a.job_execution_id = r.job_execution_id AND a.state = 'recorded') AS rows,
       CASE WHEN r.ended_at IS NOT NULL AND r.exit_code IS DISTINCT FROM 0 THEN
           coalesce(
               nullif(concat_ws('; ',
                   r.failure,
                   (SELECT string_agg(p.account || ': ' || p.problem, '; ' ORDER BY p.account)
                             FILTER (WHERE p.place <= 3)
                           || CASE WHEN count(*) > 3 THEN '; and ' || count(*) - 3 || ' more accounts' ELSE '' END
                      FROM (SELECT q.account, q.problem, row_number() OVER (ORDER BY q.account) AS place
                              FROM account_run q
                             WHERE q.job_execution_id = r.job_execution_id AND q.problem IS NOT NULL) p),
                   (SELECT string_agg(u.account || ': ' || u.problem, '; ' ORDER BY u.response_id)
                             FILTER (WHERE u.place <= 3)
                           || CASE WHEN count(*) > 3 THEN '; and ' || count(*) - 3 || ' more answers' ELSE '' END
                      FROM (SELECT a.name AS account, b.state || ': ' || b.state_reason AS problem, b.response_id,
                                   row_number() OVER (ORDER BY b.response_id) AS place
                              FROM balance_response b
                              JOIN account a ON a.account_id = b.account_id
                             WHERE b.job_execution_id = r.job_execution_id AND b.state IN ('conflict', 'rejected')) u),
                   (SELECT string_agg(p.step_name || ': ' || first_line(p.exit_message), '; '
                                      ORDER BY p.step_execution_id)
                      FROM batch.batch_step_execution p
                     WHERE p.job_execution_id = r.job_execution_id
                       AND p.status <> 'COMPLETED'
                       AND p.step_name NOT LIKE 'fetchResponses:%')), ''),
               CASE WHEN r.exit_code = 143 OR r.status = 'STOPPED' THEN 'it was told to stop'
                    ELSE 'it ended without a reason' END)
       END                                   AS message
  FROM recorded_run r;

-- The rows of the functions. Types, since only these give account and currency the order of the tables' own indexes.

CREATE TYPE balance_close_row AS (
    account           text COLLATE "C",
    period_start      timestamptz,
    currency          text COLLATE "C",
    balance           numeric,
    available_balance numeric,
    locked_balance    numeric,
    response_time     timestamptz,
    snapshots         bigint
);

CREATE TYPE balance_change_row AS (
    account           text COLLATE "C",
    currency          text COLLATE "C",
    opening_balance   numeric,
    closing_balance   numeric,
    change            numeric,
    opening_time      timestamptz,
    closing_time      timestamptz
);

CREATE TYPE snapshot_gap_row AS (
    account           text COLLATE "C",
    after             timestamptz,
    before            timestamptz,
    missing_snapshots bigint,
    cause             text
);

-- In each, both keys of a balance come from the same place: with the account's from another one, PostgreSQL 18 takes a
-- plan a thousand times slower.

CREATE FUNCTION balance_as_of(at timestamptz) RETURNS SETOF latest_balance
    LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT a.account,
           b.currency,
           b.balance,
           b.available_balance,
           b.locked_balance,
           b.response_time,
           -- Before PostgreSQL 17 there is no interval without an end.
           CASE WHEN isfinite(balance_as_of.at) THEN balance_as_of.at - b.response_time END AS age
      FROM recorded_account a
     CROSS JOIN LATERAL (SELECT s.account_id, s.response_time
                           FROM recorded_snapshot s
                          WHERE s.account_id = a.account_id AND s.response_time <= balance_as_of.at
                          ORDER BY s.response_time DESC
                          LIMIT 1) newest
      JOIN recorded_balance b ON b.account_id = newest.account_id AND b.response_time = newest.response_time;
END;

-- From the end of the range back: the newest header, then the newest before that one's period, and so on. A year of
-- days is 365 look-ups, however many snapshots there are.
CREATE FUNCTION balance_close(period text, zone text, from_time timestamptz, to_time timestamptz)
    RETURNS SETOF balance_close_row
    LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT a.account,
           c.period_start,
           b.currency,
           b.balance,
           b.available_balance,
           b.locked_balance,
           b.response_time,
           c.snapshots
      FROM recorded_account a
     CROSS JOIN LATERAL (
           WITH RECURSIVE close AS (
               (SELECT s.account_id,
                       s.response_time,
                       balance_period_start(s.response_time, period, zone) AS period_start
                  FROM recorded_snapshot s
                 WHERE s.account_id = a.account_id
                   AND s.response_time >= coalesce(from_time, '-infinity')
                   AND s.response_time < coalesce(to_time, 'infinity')
                 ORDER BY s.response_time DESC
                 LIMIT 1)
               UNION ALL
               SELECT s.account_id,
                      s.response_time,
                      balance_period_start(s.response_time, period, zone)
                 FROM close
                CROSS JOIN LATERAL (SELECT n.account_id, n.response_time
                                      FROM recorded_snapshot n
                                     WHERE n.account_id = close.account_id
                                       AND n.response_time >= coalesce(from_time, '-infinity')
                                       -- Always further back, whatever a time zone may come up with.
                                       AND n.response_time < least(close.period_start, close.response_time)
                                     ORDER BY n.response_time DESC
                                     LIMIT 1) s
           )
           SELECT close.account_id,
                  close.response_time,
                  close.period_start,
                  (SELECT count(*)
                     FROM recorded_snapshot s
                    WHERE s.account_id = close.account_id
                      AND s.response_time >= greatest(close.period_start, from_time)
                      AND s.response_time <= close.response_time) AS snapshots
             FROM close) c
      JOIN recorded_balance b ON b.account_id = c.account_id AND b.response_time = c.response_time
           -- Refuses an unknown period or zone also where there is nothing to be found.
     WHERE balance_period_start('epoch', period, zone) IS NOT NULL;
END;

CREATE FUNCTION balance_change(from_time timestamptz, to_time timestamptz) RETURNS SETOF balance_change_row
    LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT a.account,
           c.currency,
           c.opening_balance,
           c.closing_balance,
           c.closing_balance - c.opening_balance AS change,
           opening.response_time AS opening_time,
           closing.response_time AS closing_time
      FROM recorded_account a
      LEFT JOIN LATERAL (SELECT s.account_id, s.response_time
                           FROM recorded_snapshot s
                          WHERE s.account_id = a.account_id AND s.response_time <= from_time
                          ORDER BY s.response_time DESC
                          LIMIT 1) opening ON true
      LEFT JOIN LATERAL (SELECT s.account_id, s.response_time
                           FROM recorded_snapshot s
                          WHERE s.account_id = a.account_id AND s.response_time < to_time
                          ORDER BY s.response_time DESC
                          LIMIT 1) closing ON true
     CROSS JOIN LATERAL (SELECT currency, o.balance AS opening_balance, n.balance AS closing_balance
                           FROM (SELECT b.currency, b.balance
                                   FROM recorded_balance b
                                  WHERE b.account_id = opening.account_id
                                    AND b.response_time = opening.response_time) o
                           FULL JOIN (SELECT b.currency, b.balance
                                        FROM recorded_balance b
                                       WHERE b.account_id = closing.account_id
                                         AND b.response_time = closing.response_time) n USING (currency)) c;
END;

CREATE FUNCTION snapshot_gap_between(from_time timestamptz, to_time timestamptz) RETURNS SETOF snapshot_gap_row
    LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT a.account,
           hole.after,
           hole.before,
           hole.missing_snapshots,
           coalesce(
               -- What was asked and gave no snapshot.
               (SELECT CASE WHEN sum(p.times) OVER () > p.times
                            THEN p.times || ' x ' || p.problem || '; ' || sum(p.times) OVER () - p.times || ' x other'
                            ELSE p.times || ' x ' || p.problem
                       END
                  FROM (SELECT u.problem, count(*) AS times, max(u.received_at) AS latest
                          FROM unrecorded_answer u
                         WHERE u.account_id = a.account_id
                           AND u.received_at > hole.asked_after
                           AND u.received_at < hole.asked_before
                         GROUP BY u.problem) p
                 ORDER BY p.times DESC, p.latest DESC
                 LIMIT 1),
               -- Runs for this account that left nothing behind.
               (SELECT count(*) || ' x ' || p.problem
                  FROM (SELECT CASE WHEN q.problem IS NOT NULL    THEN q.problem
                                    WHEN r.failure IS NOT NULL    THEN 'run failed: ' || r.failure
                                    WHEN r.ended_at IS NULL       THEN 'run begun, and no end of it recorded'
                                    WHEN r.exit_code = 0          THEN 'run completed without a new snapshot'
                                    WHEN r.exit_code = 143 OR r.status = 'STOPPED' THEN 'run stopped'
                                    ELSE 'run failed'
                               END AS problem,
                               r.exit_code,
                               r.started_at
                          FROM (SELECT *
                                  FROM recorded_run n
                                 WHERE n.started_at > hole.asked_after AND n.started_at < hole.asked_before
                                   AND n.job = 'recordBalances'
                                 ORDER BY n.started_at DESC
                                 LIMIT 1000) r
                               -- LIMIT, so that it is looked up for each run.
                          LEFT JOIN LATERAL (SELECT n.account, n.problem
                                               FROM account_run n
                                              WHERE n.account = a.account AND n.job_execution_id = r.job_execution_id
                                              LIMIT 1) q ON true
                         WHERE q.account IS NOT NULL OR a.account = ANY (r.accounts)) p
                 GROUP BY p.problem
                 ORDER BY bool_and(p.exit_code = 0) NULLS FIRST, count(*) DESC, max(p.started_at) DESC
                 LIMIT 1),
               CASE WHEN EXISTS (SELECT
                                   FROM recorded_run r
                                  WHERE r.started_at > hole.asked_after AND r.started_at < hole.asked_before
                                    AND r.job = 'recordBalances')
                    THEN 'no run recorded for this account, only for others'
                    WHEN hole.after IS NULL OR hole.asked_after >= (SELECT r.started_at
                                                                      FROM recorded_run r
                                                                     ORDER BY r.started_at
                                                                     LIMIT 1)
                    THEN 'no run recorded: not started, or the database was away'
                    ELSE 'not known: the record of runs does not go back so far'
               END) AS cause
      FROM account_rhythm a
     CROSS JOIN LATERAL (
           SELECT s.after,
                  s.before,
                  CASE WHEN s.after IS NULL
                       THEN greatest(1, round(s.seconds / s.expected_seconds))
                       ELSE round(s.seconds / s.expected_seconds) - 1
                  END::bigint AS missing_snapshots,
                  -- What came close to a snapshot belongs to its own run: another attempt, or the same run again. What
                  -- came close to the account's first day may be by another clock.
                  CASE WHEN s.after IS NULL THEN a.created_at - interval '1 hour'
                       ELSE s.after + a.expected_interval / 2
                  END AS asked_after,
                  CASE WHEN s.before IS NULL THEN 'infinity' ELSE s.before - a.expected_interval / 2 END AS asked_before
             FROM (SELECT n.after,
                          n.before,
                          extract(epoch FROM coalesce(n.before, now()) - coalesce(n.after, a.created_at)) AS seconds,
                          extract(epoch FROM a.expected_interval) AS expected_seconds
                     FROM (SELECT s.response_time AS after,
                                  lead(s.response_time) OVER (ORDER BY s.response_time) AS before
                             FROM recorded_snapshot s
                            WHERE s.account_id = a.account_id
                                  -- The range and one neighbour on either side.
                              AND s.response_time >= coalesce((SELECT p.response_time
                                                                 FROM recorded_snapshot p
                                                                WHERE p.account_id = a.account_id
                                                                  AND p.response_time < from_time
                                                                ORDER BY p.response_time DESC
                                                                LIMIT 1), '-infinity')
                              AND s.response_time <= coalesce((SELECT p.response_time
                                                                 FROM recorded_snapshot p
                                                                WHERE p.account_id = a.account_id
                                                                  AND p.response_time >= to_time
                                                                ORDER BY p.response_time
                                                                LIMIT 1), 'infinity')
                            UNION ALL
                           SELECT NULL, NULL
                            WHERE NOT EXISTS (SELECT FROM recorded_snapshot p WHERE p.account_id = a.account_id)) n
                    WHERE coalesce(n.after, a.created_at) < coalesce(to_time, 'infinity')
                      AND coalesce(n.before, now()) >= coalesce(from_time, '-infinity')) s
            WHERE s.seconds > 1.5 * s.expected_seconds
               OR s.after IS NULL AND EXISTS (SELECT FROM unrecorded_answer u WHERE u.account_id = a.account_id)
                  -- Keeps PostgreSQL from working out the interval again for every pair of snapshots.
           OFFSET 0) hole;
END;

CREATE VIEW snapshot_gap AS
SELECT g.account, g.after, g.before, g.missing_snapshots, g.cause
  FROM snapshot_gap_between('-infinity', 'infinity') g;

CREATE VIEW account_status AS
SELECT a.account,
       a.expected_interval,
       newest.response_time                  AS last_snapshot_at,
       now() - newest.response_time          AS age,
       CASE WHEN newest.response_time IS NULL THEN round(since.seconds / since.expected_seconds)
            WHEN since.seconds > 1.5 * since.expected_seconds THEN round(since.seconds / since.expected_seconds) - 1
            WHEN since.expected_seconds IS NOT NULL THEN 0
       END::bigint                           AS missing_now,
       run.started_at                        AS last_run_started_at,
       run.status                            AS last_run_status,
       run.exit_code                         AS last_run_exit_code,
       (SELECT u.problem
          FROM unrecorded_answer u
         WHERE u.account_id = a.account_id
           AND u.received_at > coalesce(newest.response_time, '-infinity')
               -- A run that is repeated gets the same answer once more.
           AND (u.state <> 'duplicate' OR u.received_at > newest.response_time + a.expected_interval / 2)
         ORDER BY u.received_at DESC
         LIMIT 1)                            AS last_problem
  FROM account_rhythm a
  LEFT JOIN LATERAL (SELECT s.response_time
                       FROM snapshot s
                      WHERE s.account_id = a.account_id
                      ORDER BY s.response_time DESC
                      LIMIT 1) newest ON true
 CROSS JOIN LATERAL (SELECT extract(epoch FROM now() - coalesce(newest.response_time, a.created_at)) AS seconds,
                            extract(epoch FROM a.expected_interval) AS expected_seconds) since
  LEFT JOIN LATERAL (SELECT r.started_at, r.status, r.exit_code
                       FROM recorded_run r
                      WHERE r.job_execution_id = greatest(
                                (SELECT q.job_execution_id
                                   FROM account_run q
                                  WHERE q.account = a.account
                                  ORDER BY q.job_execution_id DESC
                                  LIMIT 1),
                                -- One that had nothing to ask any more, or ended before this account's turn.
                                (SELECT max(n.job_execution_id)
                                   FROM (SELECT l.job_execution_id, l.accounts
                                           FROM recorded_run l
                                          WHERE l.job = 'recordBalances'
                                          ORDER BY l.started_at DESC
                                          LIMIT 10) n
                                  WHERE a.account = ANY (n.accounts)))) run ON true;

COMMENT ON INDEX balance_response_problem_idx IS 'Finds what was asked and gave no snapshot.';
COMMENT ON INDEX batch.batch_job_execution_time_idx IS 'Finds the runs of a stretch of time.';
COMMENT ON INDEX batch.batch_step_execution_account_idx IS 'Finds the runs of an account.';

COMMENT ON FUNCTION first_line(text) IS 'What a recorded message says to people: its first line, without the name of an exception, at most 300 characters.';
COMMENT ON FUNCTION balance_period_start(timestamptz, text, text) IS 'When the hour, day, week (from Monday), month or year that holds the instant starts in the time zone.';

COMMENT ON VIEW recorded_account IS 'The accounts, without anything else.';
COMMENT ON COLUMN recorded_account.account_id IS 'The key that the other views use.';
COMMENT ON COLUMN recorded_account.account IS 'The account''s name.';
COMMENT ON COLUMN recorded_account.exchange IS 'The adapter that asks the exchange.';
COMMENT ON COLUMN recorded_account.expected_interval IS 'How often a snapshot is expected; null if not configured.';
COMMENT ON COLUMN recorded_account.created_at IS 'When the account was first seen by this program.';

COMMENT ON VIEW recorded_snapshot IS 'Every snapshot, without its balances: one with no currency has a row too.';
COMMENT ON COLUMN recorded_snapshot.account_id IS 'Whose it is.';
COMMENT ON COLUMN recorded_snapshot.account IS 'The account''s name.';
COMMENT ON COLUMN recorded_snapshot.response_time IS 'When the exchange answered.';
COMMENT ON COLUMN recorded_snapshot.slot IS 'The scheduled instant that it stands for; null for a run without one.';
COMMENT ON COLUMN recorded_snapshot.currency_count IS 'How many currencies it lists.';
COMMENT ON COLUMN recorded_snapshot.recorded_at IS 'When it was written, by the database''s clock.';
COMMENT ON COLUMN recorded_snapshot.response_id IS 'The archived answer that it was read from.';

COMMENT ON VIEW recorded_balance IS 'Every balance of every snapshot, by the key alone; balance_history has the account''s name.';
COMMENT ON COLUMN recorded_balance.account_id IS 'With response_time: the snapshot that the row belongs to.';
COMMENT ON COLUMN recorded_balance.response_time IS 'With account_id: the snapshot that the row belongs to.';
COMMENT ON COLUMN recorded_balance.currency IS 'The exchange''s code.';
COMMENT ON COLUMN recorded_balance.balance IS 'The total.';
COMMENT ON COLUMN recorded_balance.available_balance IS 'The part that is not locked.';
COMMENT ON COLUMN recorded_balance.locked_balance IS 'The total less the available part.';

COMMENT ON VIEW unrecorded_answer IS 'Every question of a run that gave no snapshot, and why; imported answers are left out.';
COMMENT ON COLUMN unrecorded_answer.account_id IS 'Whose balances were asked for.';
COMMENT ON COLUMN unrecorded_answer.received_at IS 'When the answer had arrived, or was given up.';
COMMENT ON COLUMN unrecorded_answer.state IS 'What became of it: received, duplicate, conflict, rejected or failed.';
COMMENT ON COLUMN unrecorded_answer.problem IS 'Why, for people: the exchange''s own code and words where it gave some.';
COMMENT ON COLUMN unrecorded_answer.response_id IS 'The archived answer.';
COMMENT ON COLUMN unrecorded_answer.job_execution_id IS 'The run that asked.';

COMMENT ON VIEW account_rhythm IS 'How often a snapshot of each account is expected.';
COMMENT ON COLUMN account_rhythm.account_id IS 'The key that the other views use.';
COMMENT ON COLUMN account_rhythm.account IS 'The account''s name.';
COMMENT ON COLUMN account_rhythm.expected_interval IS 'As configured, else the median distance of the last 1000 snapshots; null with fewer than three.';
COMMENT ON COLUMN account_rhythm.created_at IS 'When the account was first seen by this program.';

COMMENT ON VIEW recorded_run IS 'Every run that the job metadata still holds, as read from there; run_history is what people read.';
COMMENT ON COLUMN recorded_run.job_execution_id IS 'The run''s number.';
COMMENT ON COLUMN recorded_run.job IS 'The job''s name.';
COMMENT ON COLUMN recorded_run.started_at IS 'When it started.';
COMMENT ON COLUMN recorded_run.ended_at IS 'When it ended, or was found to have ended; null before.';
COMMENT ON COLUMN recorded_run.status IS 'Spring Batch''s word for how it stands.';
COMMENT ON COLUMN recorded_run.exit_code IS 'The exit code of its outcome; null while it runs and where the outcome isn''t recorded.';
COMMENT ON COLUMN recorded_run.failure IS 'What the run as a whole failed of; null if nothing is recorded.';
COMMENT ON COLUMN recorded_run.accounts IS 'The accounts that it was to ask for; null where the list was too long to be kept.';

COMMENT ON VIEW account_run IS 'Every account that a run asked for.';
COMMENT ON COLUMN account_run.account IS 'The account''s name.';
COMMENT ON COLUMN account_run.job_execution_id IS 'The run''s number.';
COMMENT ON COLUMN account_run.status IS 'Spring Batch''s word for how the asking ended.';
COMMENT ON COLUMN account_run.outcome IS 'How the asking ended, in one word.';
COMMENT ON COLUMN account_run.problem IS 'Why it failed, for people; null if it did not.';

COMMENT ON VIEW run_history IS 'Every run that the job metadata still holds.';
COMMENT ON COLUMN run_history.job IS 'The job''s name.';
COMMENT ON COLUMN run_history.started_at IS 'When it started.';
COMMENT ON COLUMN run_history.ended_at IS 'When it ended; of a run whose process died, when the next one found out; null while it runs.';
COMMENT ON COLUMN run_history.status IS 'Spring Batch''s word for how it stands: STARTED, COMPLETED, STOPPED, FAILED.';
COMMENT ON COLUMN run_history.exit_code IS 'The process''s exit code as far as it is recorded; null while it runs and where the process died.';
COMMENT ON COLUMN run_history.responses IS 'How many answers it brought, failed ones and attempts too.';
COMMENT ON COLUMN run_history.snapshots IS 'How many of them became a snapshot, then or in a later run.';
COMMENT ON COLUMN run_history.rows IS 'How many balances these list.';
COMMENT ON COLUMN run_history.message IS 'What went wrong, for people; null if nothing did.';

COMMENT ON TYPE balance_close_row IS 'A row of balance_close.';
COMMENT ON COLUMN balance_close_row.account IS 'The account''s name.';
COMMENT ON COLUMN balance_close_row.period_start IS 'When the period starts, also where that is before the range.';
COMMENT ON COLUMN balance_close_row.currency IS 'The exchange''s code.';
COMMENT ON COLUMN balance_close_row.balance IS 'The total in the period''s last snapshot.';
COMMENT ON COLUMN balance_close_row.available_balance IS 'The part that is not locked.';
COMMENT ON COLUMN balance_close_row.locked_balance IS 'The total less the available part.';
COMMENT ON COLUMN balance_close_row.response_time IS 'When the exchange answered: the period''s last snapshot within the range.';
COMMENT ON COLUMN balance_close_row.snapshots IS 'How many snapshots of the account the period has within the range.';

COMMENT ON TYPE balance_change_row IS 'A row of balance_change.';
COMMENT ON COLUMN balance_change_row.account IS 'The account''s name.';
COMMENT ON COLUMN balance_change_row.currency IS 'The exchange''s code.';
COMMENT ON COLUMN balance_change_row.opening_balance IS 'The total in the newest snapshot at or before the range''s start; null if not reported there.';
COMMENT ON COLUMN balance_change_row.closing_balance IS 'The total in the newest snapshot before the range''s end; null if not reported there.';
COMMENT ON COLUMN balance_change_row.change IS 'The closing less the opening balance; null where one of them is.';
COMMENT ON COLUMN balance_change_row.opening_time IS 'When the exchange gave the opening snapshot; null if there is none.';
COMMENT ON COLUMN balance_change_row.closing_time IS 'When the exchange gave the closing snapshot; the same time as opening_time where nothing was recorded between.';

COMMENT ON TYPE snapshot_gap_row IS 'A row of snapshot_gap_between.';
COMMENT ON COLUMN snapshot_gap_row.account IS 'The account''s name.';
COMMENT ON COLUMN snapshot_gap_row.after IS 'The last snapshot before the gap; null if the account has none at all.';
COMMENT ON COLUMN snapshot_gap_row.before IS 'The first snapshot after it; null while the gap lasts.';
COMMENT ON COLUMN snapshot_gap_row.missing_snapshots IS 'How many were to be expected between; at least 1.';
COMMENT ON COLUMN snapshot_gap_row.cause IS 'Why, as far as the record knows, for people.';

COMMENT ON FUNCTION balance_as_of(timestamptz) IS 'The newest snapshot of each account at that instant, as latest_balance has it for now: account, currency, balance, available_balance, locked_balance, response_time (when the exchange answered), age (how long before the instant that was). A currency that the snapshot does not list was not reported, which is not zero.';
COMMENT ON FUNCTION balance_close(text, text, timestamptz, timestamptz) IS 'The last snapshot of each account and hour, day, week, month or year, in a time zone, within [from_time, to_time): account, period_start, currency, balance, available_balance, locked_balance, response_time (the period''s last snapshot), snapshots (how many there were). A period without a snapshot has no row: nothing is carried over. A null in the range is no bound.';
COMMENT ON FUNCTION balance_change(timestamptz, timestamptz) IS 'What each balance was at from_time and just before to_time: account, currency, opening_balance, closing_balance, change, opening_time, closing_time. A currency that one of the two snapshots does not list is null there, and so is its change. Nothing recorded between: both times are the same.';
COMMENT ON FUNCTION snapshot_gap_between(timestamptz, timestamptz) IS 'The gaps that touch [from_time, to_time), also those that begin before it or end after it: account, after, before (null while it lasts), missing_snapshots, cause. A gap is a distance between snapshots of more than 1.5 times the expected interval.';

COMMENT ON VIEW snapshot_gap IS 'Every gap: a distance between two snapshots of more than 1.5 times the expected interval. For a part of the history, snapshot_gap_between is faster.';
COMMENT ON COLUMN snapshot_gap.account IS 'The account''s name.';
COMMENT ON COLUMN snapshot_gap.after IS 'The last snapshot before the gap; null if the account has none at all.';
COMMENT ON COLUMN snapshot_gap.before IS 'The first snapshot after it; null while the gap lasts.';
COMMENT ON COLUMN snapshot_gap.missing_snapshots IS 'How many were to be expected between; at least 1.';
COMMENT ON COLUMN snapshot_gap.cause IS 'Why, as far as the record knows, for people.';

COMMENT ON VIEW account_status IS 'How each account stands now.';
COMMENT ON COLUMN account_status.account IS 'The account''s name.';
COMMENT ON COLUMN account_status.expected_interval IS 'How often a snapshot is expected: as configured, else taken from the history; null if neither tells.';
COMMENT ON COLUMN account_status.last_snapshot_at IS 'The newest snapshot; null if there is none.';
COMMENT ON COLUMN account_status.age IS 'How long ago that was.';
COMMENT ON COLUMN account_status.missing_now IS 'How many snapshots were to be expected since then; null if the interval isn''t known.';
COMMENT ON COLUMN account_status.last_run_started_at IS 'When its last run started; null if none is recorded.';
COMMENT ON COLUMN account_status.last_run_status IS 'How that run stands.';
COMMENT ON COLUMN account_status.last_run_exit_code IS 'Its exit code, which is that of its worst account; null while it runs and where the process died.';
COMMENT ON COLUMN account_status.last_problem IS 'Why the newest question since the last snapshot gave none; null if there was no such question.';
