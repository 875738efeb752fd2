-- Distributes the history by account over the workers of a Citus cluster. Optional, for a history that has outgrown one
-- server. docs/scale.md describes when and how.
--
--   psql --dbname=DATABASE --set=ON_ERROR_STOP=1 --file=db/citus.sql
--
-- Run it on the coordinator, as a superuser, after 'balance-history migrate', while nothing records. The history may be
-- empty or not. Run it again after each 'migrate' and after db/roles.sql. Until then a migrated report fails; it never
-- shows a wrong number. If the tables are in another schema than public, set PGOPTIONS='-c search_path=SCHEMA' for it.

BEGIN;

-- Tables, triggers and functions change together.
SET LOCAL citus.multi_shard_modify_mode = 'sequential';

DO $$
BEGIN
    IF to_regclass('balance_series') IS NULL THEN
        RAISE EXCEPTION 'There are no tables yet: run this file again after ''balance-history migrate''.';
    END IF;
    IF NOT EXISTS (SELECT FROM pg_extension WHERE extname = 'citus') THEN
        RAISE EXCEPTION 'Database % is not distributed: the extension citus is not installed', current_database()
            USING HINT = 'A database on one server does not need this file.';
    END IF;
    IF NOT citus_is_coordinator() THEN
        RAISE EXCEPTION 'This server is not the coordinator: run this file there';
    END IF;
    IF NOT EXISTS (SELECT FROM pg_dist_node WHERE groupid <> 0 AND noderole = 'primary' AND isactive) THEN
        RAISE EXCEPTION 'The coordinator has no worker'
            USING HINT = 'Add each worker with citus_add_node.';
    END IF;
END
$$;

-- The reports, on the coordinator only. They are first, since Citus would copy functions of SQL to the workers together
-- with the tables. This part works on every PostgreSQL, where a test compares it with the migrations.
SET LOCAL citus.enable_ddl_propagation = off;

-- The accounts that an export names; null for all.
CREATE OR REPLACE FUNCTION wanted_accounts() RETURNS integer[]
    LANGUAGE plpgsql STABLE AS $$
DECLARE
    names constant text[] := nullif(nullif(current_setting('report.accounts', true), ''), '{}');
BEGIN
    IF names IS NULL THEN
        RETURN NULL;
    END IF;
    RETURN ARRAY(SELECT a.account_id FROM recorded_account a WHERE a.account = ANY (names));
END
$$;

-- Citus does not distribute the query of a function of SQL. Each such function becomes one of PL/pgSQL with the same
-- query, which is taken from the function itself, for the wanted accounts.
DO $$
DECLARE
    own    record;
    query  text;
    ranges text;
BEGIN
    FOR own IN
        SELECT p.oid, p.proname AS name,
               substring(coalesce(pg_get_function_sqlbody(p.oid), p.prosrc)
                         FROM '(?:BEGIN ATOMIC|RETURN QUERY)\s+(.*);\s*END\s*$') AS query
          FROM pg_proc p
          JOIN pg_class c ON c.oid = 'balance_response'::regclass AND c.relnamespace = p.pronamespace
         WHERE p.proretset AND (p.prosqlbody IS NOT NULL OR p.proname = 'balance_between')
         ORDER BY p.proname <> 'balance_between'
    LOOP
        query := replace(own.query, ' AS NOT MATERIALIZED (', ' AS MATERIALIZED (');
        IF own.name = 'balance_between' THEN
            ranges := query;
        ELSE
            -- A function that reads distributed tables cannot be part of a distributed query, but its query can.
            query := regexp_replace(query, '(\w+\.)?balance_between\([^()]*\)',
                                    '(' || replace(ranges, 'balance_between.', own.name || '.') || ')');
        END IF;
        query := regexp_replace(query,
                                '\m(recorded_account|account_interval|unpacked_balance|packed_chunk) (?!WHERE)(\w+)',
                                '(SELECT * FROM \1 WHERE account_id = ANY (coalesce(wanted, ARRAY[account_id]))) \2',
                                'g');
        -- Without its outer join with the names of the accounts, which Citus would keep.
        query := regexp_replace(query, '\mrecorded_snapshot (\w+)', 'snapshot \1', 'g');
        EXECUTE format('CREATE OR REPLACE FUNCTION %I(%s) RETURNS %s LANGUAGE plpgsql STABLE AS %L',
                       own.name, pg_get_function_arguments(own.oid), pg_get_function_result(own.oid),
                       format(E'#variable_conflict use_column\n'
                              'DECLARE wanted constant integer[] := wanted_accounts(); BEGIN RETURN QUERY\n%s;\nEND',
                              query));
    END LOOP;
END
$$;

-- A view of the history and of the job metadata, which stays on the coordinator, reads one after the other.
DO $$
DECLARE
    own record;
BEGIN
    FOR own IN
        SELECT c.relname AS name, pg_get_viewdef(c.oid) AS query
          FROM pg_class c
          JOIN pg_class r ON r.oid = 'balance_response'::regclass AND r.relnamespace = c.relnamespace
         WHERE c.relkind = 'v' AND pg_get_viewdef(c.oid) LIKE '% AS NOT MATERIALIZED (%'
    LOOP
        EXECUTE format('CREATE OR REPLACE VIEW %I AS %s', own.name,
                       replace(own.query, ' AS NOT MATERIALIZED (', ' AS MATERIALIZED ('));
    END LOOP;
END
$$;

-- An export sets the range, so that the view reads only the responses of its runs.
CREATE OR REPLACE VIEW run_history AS
WITH run AS MATERIALIZED (
    SELECT r.*
      FROM recorded_run r
     WHERE r.started_at >= coalesce(nullif(current_setting('report.from', true), ''), '-infinity')::timestamptz
       AND r.started_at < coalesce(nullif(current_setting('report.to', true), ''), 'infinity')::timestamptz
), result AS MATERIALIZED (
    SELECT b.job_execution_id,
           count(*)                          AS responses,
           count(*) FILTER (WHERE b.state = 'recorded') AS snapshots,
           coalesce(sum(s.currency_count), 0) AS rows
      FROM balance_response b
      LEFT JOIN snapshot s ON s.account_id = b.account_id AND s.response_time = b.response_time AND b.state = 'recorded'
     WHERE b.job_execution_id IN (SELECT run.job_execution_id FROM run)
     GROUP BY b.job_execution_id
), packed AS MATERIALIZED (
    SELECT u.job_execution_id, count(*) AS responses, sum(s.currency_count) AS rows
      FROM balance_chunk c
     CROSS JOIN LATERAL unnest(c.times, c.runs) u (response_time, job_execution_id)
      JOIN snapshot s ON s.account_id = c.account_id AND s.response_time = u.response_time
     WHERE u.job_execution_id IN (SELECT run.job_execution_id FROM run)
     GROUP BY u.job_execution_id
), unread AS MATERIALIZED (
    SELECT b.job_execution_id, b.response_id, a.name AS account, b.state || ': ' || b.state_reason AS problem
      FROM balance_response b
      JOIN account a ON a.account_id = b.account_id
     WHERE b.state IN ('conflict', 'rejected') AND b.job_execution_id IN (SELECT run.job_execution_id FROM run)
)
SELECT r.job,
       r.started_at,
       r.ended_at,
       r.status,
       r.exit_code,
       coalesce(c.responses, 0) + coalesce(p.responses, 0) AS responses,
       coalesce(c.snapshots, 0) + coalesce(p.responses, 0) AS snapshots,
       coalesce(c.rows, 0) + coalesce(p.rows, 0) AS rows,
       CASE WHEN r.ended_at IS NOT NULL AND r.exit_code IS DISTINCT FROM 0 THEN
           coalesce(
               nullif(concat_ws('; ',
                   r.failure,
                   (SELECT string_agg(p.account || ': ' || p.problem, '; ' ORDER BY p.account)
                             FILTER (WHERE p.place <= 3)
                           || CASE WHEN count(*) > 3 THEN '; and ' || count(*) - 3 || ' more accounts' ELSE '' END
                      FROM (SELECT q.account, q.problem, row_number() OVER (ORDER BY q.account) AS place
                              FROM recorded_account_run q
                             WHERE q.job_execution_id = r.job_execution_id AND q.problem IS NOT NULL) p),
                   (SELECT string_agg(u.account || ': ' || u.problem, '; ' ORDER BY u.response_id)
                             FILTER (WHERE u.place <= 3)
                           || CASE WHEN count(*) > 3 THEN '; and ' || count(*) - 3 || ' more responses' ELSE '' END
                      FROM (SELECT n.account, n.problem, n.response_id,
                                   row_number() OVER (ORDER BY n.response_id) AS place
                              FROM unread n
                             WHERE n.job_execution_id = r.job_execution_id) u),
                   (SELECT string_agg(p.step_name || ': ' || first_line(p.exit_message), '; '
                                      ORDER BY p.step_execution_id)
                      FROM batch.batch_step_execution p
                     WHERE p.job_execution_id = r.job_execution_id
                       AND p.status <> 'COMPLETED'
                       -- A run of one step fails with the message of the step.
                       AND first_line(p.exit_message) IS DISTINCT FROM r.failure)), ''),
               CASE WHEN r.exit_code = 143 OR r.status = 'STOPPED' THEN 'the run was stopped'
                    ELSE 'the run ended without a recorded reason' END)
       END                                   AS message
  FROM run r
  LEFT JOIN result c ON c.job_execution_id = r.job_execution_id
  LEFT JOIN packed p ON p.job_execution_id = r.job_execution_id;

-- The view looks each balance up in its chunk, and the original reads each chunk once, which Citus rejects.
CREATE OR REPLACE FUNCTION balance_history_between(from_time timestamptz, to_time timestamptz)
    RETURNS SETOF balance_history
    LANGUAGE plpgsql STABLE AS $$
#variable_conflict use_column
DECLARE
    names constant text[] := nullif(nullif(current_setting('report.accounts', true), ''), '{}');
BEGIN
    RETURN QUERY
    SELECT h.*
      FROM balance_history h
     WHERE h.response_time >= from_time AND h.response_time < to_time
       AND h.account = ANY (coalesce(names, ARRAY[h.account]));
END
$$;

-- The periods are an array, so that one query finds the last snapshot of each account and period.
CREATE OR REPLACE FUNCTION balance_close(period text, zone text, from_time timestamptz, to_time timestamptz)
    RETURNS SETOF balance_close_row
    LANGUAGE plpgsql STABLE AS $$
#variable_conflict use_column
DECLARE
    wanted constant integer[] := wanted_accounts();
    since  constant timestamptz := coalesce(from_time, '-infinity');
    upto   constant timestamptz := coalesce(to_time, 'infinity');
    -- Rejects an unknown period or zone even if there is no snapshot.
    within balance_period_row := balance_period('epoch', balance_close.period, zone);
    oldest timestamptz;
    newest timestamptz;
    labels text[] := '{}';
    starts timestamptz[] := '{}';
    ends   timestamptz[] := '{}';
BEGIN
    SELECT min(s.response_time), max(s.response_time)
      INTO oldest, newest
      FROM snapshot s
     WHERE s.response_time >= since AND s.response_time < upto
       AND s.account_id = ANY (coalesce(wanted, ARRAY[s.account_id]));
    IF oldest IS NULL THEN
        RETURN;
    END IF;
    within := balance_period(oldest, balance_close.period, zone);
    LOOP
        labels := labels || within.period;
        starts := starts || within.period_start;
        ends := ends || within.period_end;
        EXIT WHEN within.period_end > newest;
        within := balance_period(within.period_end, balance_close.period, zone);
    END LOOP;
    RETURN QUERY
    SELECT a.account,
           labels[c.place],
           starts[c.place],
           ends[c.place],
           b.wallet,
           b.currency,
           b.balance,
           b.available_balance,
           b.locked_balance,
           b.response_time,
           c.snapshots,
           round(extract(epoch FROM ends[c.place] - starts[c.place]) / extract(epoch FROM a.expected_interval))::bigint,
           ends[c.place] <= now() AND starts[c.place] >= since AND ends[c.place] <= upto
               AND coalesce(ends[c.place] - b.response_time <= 1.5 * a.expected_interval, true)
      FROM account_interval a
      JOIN (SELECT s.account_id,
                   width_bucket(s.response_time, starts) AS place,
                   max(s.response_time) AS response_time,
                   count(*) AS snapshots
              FROM snapshot s
             WHERE s.response_time >= since AND s.response_time < upto
               AND s.account_id = ANY (coalesce(wanted, ARRAY[s.account_id]))
             GROUP BY 1, 2) c ON c.account_id = a.account_id
      JOIN recorded_balance b ON b.account_id = c.account_id AND b.response_time = c.response_time;
END
$$;

-- The days are an array, too. The distributed part has a row for each day with a snapshot, the rest is computed here.
CREATE OR REPLACE FUNCTION snapshot_day(zone text, from_time timestamptz, to_time timestamptz)
    RETURNS SETOF snapshot_day_row
    LANGUAGE plpgsql STABLE AS $$
#variable_conflict use_column
DECLARE
    wanted constant integer[] := wanted_accounts();
    range_start constant timestamptz := CASE WHEN from_time > '-infinity' THEN from_time END;
    range_end   constant timestamptz := least(to_time, now());
    within balance_period_row := balance_period('epoch', 'day', zone);
    oldest timestamptz := range_start;
    days   date[] := '{}';
    starts timestamptz[] := '{}';
    ends   timestamptz[] := '{}';
BEGIN
    IF oldest IS NULL THEN
        oldest := least((SELECT min(a.created_at) FROM recorded_account a),
                        (SELECT min(s.response_time) FROM snapshot s));
    END IF;
    IF oldest IS NULL OR oldest >= range_end THEN
        RETURN;
    END IF;
    within := balance_period(oldest, 'day', zone);
    LOOP
        days := days || within.period::date;
        starts := starts || within.period_start;
        ends := ends || within.period_end;
        EXIT WHEN within.period_end >= range_end;
        within := balance_period(within.period_end, 'day', zone);
    END LOOP;
    RETURN QUERY
    WITH known AS MATERIALIZED (
        SELECT a.account_id, a.account, a.expected_interval, least(a.created_at, f.response_time) AS since
          FROM account_interval a
          LEFT JOIN LATERAL (SELECT s.response_time
                               FROM snapshot s
                              WHERE s.account_id = a.account_id
                              ORDER BY s.response_time
                              LIMIT 1) f ON true
         WHERE a.account_id = ANY (coalesce(wanted, ARRAY[a.account_id]))
    ), recorded AS MATERIALIZED (
        SELECT s.account_id,
               s.place,
               count(*) AS snapshots,
               min(s.response_time) AS first_time,
               max(s.response_time) AS last_time,
               max(s.gap) AS longest_gap
          FROM (SELECT n.account_id,
                       n.place,
                       n.response_time,
                       n.response_time - lag(n.response_time) OVER (PARTITION BY n.account_id, n.place
                                                                    ORDER BY n.response_time) AS gap
                  FROM (SELECT r.account_id, r.response_time, width_bucket(r.response_time, starts) AS place
                          FROM snapshot r
                         WHERE r.response_time >= starts[1] AND r.response_time < ends[cardinality(ends)]
                           AND r.account_id = ANY (coalesce(wanted, ARRAY[r.account_id]))) n) s
         GROUP BY s.account_id, s.place
    )
    SELECT k.account,
           d.day,
           coalesce(r.snapshots, 0),
           CASE WHEN d.upto > k.since
                THEN round(extract(epoch FROM d.upto - d.since) / extract(epoch FROM k.expected_interval))
           END::bigint,
           r.first_time,
           r.last_time,
           greatest(r.first_time - d.since, r.longest_gap, least(d.upto, now()) - coalesce(r.last_time, d.since))
      FROM known k
     CROSS JOIN unnest(days, starts, ends) WITH ORDINALITY d (day, since, upto, place)
      LEFT JOIN recorded r ON r.account_id = k.account_id AND r.place = d.place
     WHERE d.upto > coalesce(range_start, k.since) AND coalesce(range_start, k.since) < range_end;
END
$$;

SET LOCAL citus.enable_ddl_propagation = on;

-- The checks of packed balances run on the node that has the shard. A query there cannot combine the rows of a trigger
-- with a distributed table, so that the rows become arrays first.
CREATE OR REPLACE FUNCTION reject_lost_rows() RETURNS trigger
    LANGUAGE plpgsql AS $$
DECLARE
    lost record;
BEGIN
    FOR lost IN
        SELECT r.account_id, min(r.response_time) AS oldest, max(r.response_time) AS newest,
               array_agg(r.response_time) AS times, array_agg(r.wallet) AS wallets, array_agg(r.currency) AS currencies,
               array_agg(r.balance::text) AS balances, array_agg(r.available_balance::text) AS available
          FROM removed r
         GROUP BY r.account_id
    LOOP
        IF EXISTS (SELECT u.response_time, u.wallet COLLATE "C", u.currency COLLATE "C", u.balance, u.available
                     FROM unnest(lost.times, lost.wallets, lost.currencies, lost.balances, lost.available)
                          u (response_time, wallet, currency, balance, available)
                   EXCEPT ALL
                   SELECT u.response_time, p.wallet, p.currency, u.balance::text, u.available::text
                     FROM balance_chunk c
                     JOIN balance_series p ON p.account_id = c.account_id AND p.first_time = c.first_time
                    CROSS JOIN LATERAL unnest(c.times, p.balances, coalesce(p.available, p.balances))
                                       u (response_time, balance, available)
                    WHERE c.account_id = lost.account_id
                      AND c.first_time <= lost.newest
                      AND c.last_time >= lost.oldest
                      AND u.balance IS NOT NULL) THEN
            RAISE EXCEPTION '% of % rejected: the balance history is append-only', tg_op, tg_table_name
                USING ERRCODE = 'integrity_constraint_violation';
        END IF;
    END LOOP;
    RETURN NULL;
END
$$;

CREATE OR REPLACE FUNCTION reject_lost_series() RETURNS trigger
    LANGUAGE plpgsql AS $$
DECLARE
    lost record;
BEGIN
    FOR lost IN
        SELECT r.account_id, r.first_time, r.wallet, r.currency, r.balances, r.available
          FROM removed r
    LOOP
        IF EXISTS (SELECT u.response_time, u.balance::text, u.available::text
                     FROM balance_chunk c
                    CROSS JOIN LATERAL unnest(c.times, lost.balances, coalesce(lost.available, lost.balances))
                                       u (response_time, balance, available)
                    WHERE c.account_id = lost.account_id AND c.first_time = lost.first_time AND u.balance IS NOT NULL
                   EXCEPT ALL
                   SELECT b.response_time, b.balance::text, b.available_balance::text
                     FROM balance_chunk c
                     JOIN balance b ON b.account_id = c.account_id
                                   AND b.response_time >= c.first_time AND b.response_time <= c.last_time
                    WHERE c.account_id = lost.account_id AND c.first_time = lost.first_time
                      AND b.wallet = lost.wallet AND b.currency = lost.currency) THEN
            RAISE EXCEPTION '% of % rejected: the balance history is append-only', tg_op, tg_table_name
                USING ERRCODE = 'integrity_constraint_violation';
        END IF;
    END LOOP;
    RETURN NULL;
END
$$;

CREATE OR REPLACE FUNCTION reject_unanswered() RETURNS trigger
    LANGUAGE plpgsql AS $$
DECLARE
    new_ones record;
BEGIN
    FOR new_ones IN
        SELECT a.account_id, array_agg(DISTINCT a.response_id) AS responses
          FROM added a
         GROUP BY a.account_id
    LOOP
        IF (SELECT count(*)
              FROM balance_response r
             WHERE r.account_id = new_ones.account_id AND r.response_id = ANY (new_ones.responses))
           < cardinality(new_ones.responses) THEN
            RAISE EXCEPTION 'the snapshot has no response in balance_response'
                USING ERRCODE = 'foreign_key_violation';
        END IF;
    END LOOP;
    RETURN NULL;
END
$$;

-- The workers have no views, so that the query of packed_response becomes part of these two.
DO $$
DECLARE
    packed constant text := rtrim(pg_get_viewdef('packed_response'::regclass), ';');
    facts  constant text := '(%1$s.response_id, %1$s.account_id, %1$s.slot, %1$s.origin, %1$s.requested_at, '
                            '%1$s.received_at, %1$s.response_time, %1$s.time_source, %1$s.status, %1$s.status_message, '
                            '%1$s.format, %1$s.body, %1$s.part_lengths, %1$s.body_sha256, %1$s.state, '
                            '%1$s.state_reason, %1$s.job_execution_id)::text';
BEGIN
    EXECUTE format('CREATE OR REPLACE FUNCTION reject_lost_responses() RETURNS trigger LANGUAGE plpgsql AS %L',
                   format($f$
        DECLARE
            lost  record;
            since timestamptz;
        BEGIN
            FOR lost IN
                SELECT r.account_id, min(r.response_time) AS oldest, max(r.response_time) AS newest,
                       array_agg(%2$s) AS facts
                  FROM removed r
                 GROUP BY r.account_id
            LOOP
                SELECT max(c.first_time) INTO since
                  FROM balance_chunk c
                 WHERE c.account_id = lost.account_id AND c.first_time <= lost.oldest;
                IF EXISTS (SELECT u.facts
                             FROM unnest(lost.facts) u (facts)
                           EXCEPT ALL
                           SELECT %3$s
                             FROM (%1$s) p
                            WHERE p.account_id = lost.account_id
                              AND p.first_time >= since AND p.first_time <= lost.newest) THEN
                    RAISE EXCEPTION '%% of %% rejected: the balance history is append-only', tg_op, tg_table_name
                        USING ERRCODE = 'integrity_constraint_violation';
                END IF;
            END LOOP;
            RETURN NULL;
        END
        $f$, packed, format(facts, 'r'), format(facts, 'p')));
    EXECUTE format('CREATE OR REPLACE FUNCTION reject_lost_places() RETURNS trigger LANGUAGE plpgsql AS %L', format($f$
        BEGIN
            IF EXISTS (SELECT %3$s
                         FROM (%1$s) p
                        WHERE p.account_id = old.account_id AND p.first_time = old.first_time
                       EXCEPT ALL
                       SELECT %2$s
                         FROM snapshot s
                         JOIN balance_response r ON r.response_id = s.response_id AND r.account_id = s.account_id
                        WHERE s.account_id = old.account_id AND s.response_time = ANY (old.times)) THEN
                RAISE EXCEPTION '%% of %% rejected: the balance history is append-only', tg_op, tg_table_name
                    USING ERRCODE = 'integrity_constraint_violation';
            END IF;
            RETURN old;
        END
        $f$, packed, format(facts, 'r'), format(facts, 'p')));
END
$$;

DO $$
DECLARE
    own text;
BEGIN
    FOREACH own IN ARRAY ARRAY['reject_lost_rows', 'reject_lost_series', 'reject_unanswered', 'reject_lost_responses',
                               'reject_lost_places'] LOOP
        EXECUTE format('ALTER FUNCTION %I() SET search_path = pg_catalog, %I, pg_temp', own, current_schema());
    END LOOP;
END
$$;

-- The tables, in the order of their foreign keys. The triggers only reject: they write nothing.
SET LOCAL citus.enable_unsafe_triggers = on;

-- A snapshot whose response is packed was checked when it was recorded.
ALTER TABLE snapshot DISABLE TRIGGER answered;

DO $$
DECLARE
    own regclass;
BEGIN
    FOREACH own IN ARRAY ARRAY['account', 'balance_response', 'snapshot', 'balance', 'balance_chunk',
                               'balance_series']::regclass[] LOOP
        CONTINUE WHEN EXISTS (SELECT FROM pg_dist_partition WHERE logicalrelid = own);
        IF own = 'account'::regclass THEN
            PERFORM create_distributed_table(own, 'account_id', colocate_with => 'none');
        ELSE
            PERFORM create_distributed_table(own, 'account_id', colocate_with => 'account');
        END IF;
    END LOOP;
END
$$;

ALTER TABLE snapshot ENABLE TRIGGER answered;

-- The rows that the coordinator had before, and that the shards have now.
DO $$
DECLARE
    own      text;
    emptied  text[];
BEGIN
    SELECT array_agg(t.own ORDER BY t.place DESC)
      INTO emptied
      FROM unnest(ARRAY['account', 'balance_response', 'snapshot', 'balance', 'balance_chunk', 'balance_series'])
           WITH ORDINALITY t (own, place)
     WHERE pg_relation_size(t.own::regclass) > 0;
    FOREACH own IN ARRAY coalesce(emptied, '{}') LOOP
        IF own <> 'account' THEN
            EXECUTE format('ALTER TABLE %I DISABLE TRIGGER never_truncate', own);
        END IF;
    END LOOP;
    FOREACH own IN ARRAY coalesce(emptied, '{}') LOOP
        PERFORM truncate_local_data_after_distributing_table(own::regclass);
    END LOOP;
    FOREACH own IN ARRAY coalesce(emptied, '{}') LOOP
        IF own <> 'account' THEN
            EXECUTE format('ALTER TABLE %I ENABLE ALWAYS TRIGGER never_truncate', own);
        END IF;
    END LOOP;
END
$$;

-- The rights. Citus reads the tables as the caller, and not as the owner of a view. A reader therefore needs rights on
-- the tables, but none on the bodies that are rows. Those of a chunk prove the hash of a packed response.
DO $$
DECLARE
    columns text;
BEGIN
    IF to_regrole('balance_reader') IS NULL THEN
        RETURN;
    END IF;
    -- The coordinator connects to the workers as the role of the session. This one has no password.
    ALTER ROLE balance_owner LOGIN;
    GRANT SELECT ON account_name, account, account_run, snapshot, balance, balance_chunk, balance_series
        TO balance_reader;
    GRANT USAGE ON SCHEMA batch TO balance_reader;
    GRANT SELECT ON ALL TABLES IN SCHEMA batch TO balance_reader;
    SELECT string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum)
      INTO columns
      FROM pg_attribute a
     WHERE a.attrelid = 'balance_response'::regclass AND a.attnum > 0 AND NOT a.attisdropped AND a.attname <> 'body';
    EXECUTE format('GRANT SELECT (%s) ON balance_response TO balance_reader', columns);
END
$$;

COMMIT;
