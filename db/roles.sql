-- Four roles with the rights that their work needs, and no others: balance_owner migrates, balance_recorder records,
-- balance_pruner prunes and packs, balance_reader reads the views. Optional, for a database that only this program uses,
-- on PostgreSQL 15 or newer.
--
--   psql --dbname=DATABASE --set=ON_ERROR_STOP=1 --file=db/roles.sql
--
-- Run it as an administrator: a superuser, or the database's owner with CREATEROLE. Run it at any time, and again after
-- a migration and after adding a login: the resulting rights are always the same. If the tables are in another schema
-- than public, set PGOPTIONS='-c search_path=SCHEMA' for it.
--
-- In a database with tables of another program it stops, since it would take that program's logins the right to connect.
-- PGOPTIONS='-c balance_history.shared=on' allows that.
--
-- The four are groups, and each login is a member of one. Set the passwords by hand, so that no file contains one:
--
--   CREATE ROLE migrator LOGIN IN ROLE balance_owner;        \password migrator
--   CREATE ROLE recorder LOGIN IN ROLE balance_recorder;     \password recorder
--   CREATE ROLE pruner   LOGIN IN ROLE balance_pruner;       \password pruner
--   CREATE ROLE analyst  LOGIN IN ROLE balance_reader;       \password analyst
--
-- The recorder and the pruner then run with spring.flyway.enabled=false, or with spring.flyway.user=migrator and its password.

BEGIN;

-- Stops before it takes the rights of others.
DO $$
DECLARE
    home    constant oid := current_schema()::regnamespace;
    foreign_table text;
BEGIN
    IF current_setting('balance_history.shared', true) = 'on'
       OR NOT has_database_privilege('public', current_database(), 'CONNECT') THEN
        RETURN;
    END IF;
    SELECT c.oid::regclass INTO foreign_table
      FROM pg_class c
      JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f')
       AND n.nspname !~ '^(pg_|information_schema$|batch$)'
       AND c.relname <> 'flyway_schema_history'
       AND NOT EXISTS (SELECT FROM pg_depend d
                        WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
       -- A view of the operator's own beside the tables of the history.
       AND NOT (n.oid = home AND EXISTS (SELECT FROM pg_class
                                          WHERE relname = 'balance_response' AND relnamespace = home))
     LIMIT 1;
    IF foreign_table IS NOT NULL THEN
        RAISE EXCEPTION 'Database % has tables of another program, such as %: this file would take the right to connect '
                        'from all logins but those of its four roles', current_database(), foreign_table
            USING HINT = 'Use a database of its own, or allow it with PGOPTIONS=''-c balance_history.shared=on''.';
    END IF;
END
$$;

DO $$
DECLARE
    missing text;
BEGIN
    FOREACH missing IN ARRAY ARRAY['balance_owner', 'balance_recorder', 'balance_pruner', 'balance_reader'] LOOP
        IF to_regrole(missing) IS NULL THEN
            EXECUTE format('CREATE ROLE %I NOLOGIN', missing);
        END IF;
    END LOOP;
    -- Only a superuser or a member can transfer ownership to balance_owner.
    IF NOT pg_has_role('balance_owner', 'USAGE') THEN
        GRANT balance_owner TO CURRENT_USER;
    END IF;
END
$$;

-- Database and schemas.
DO $$
DECLARE
    home constant name := current_schema();
BEGIN
    -- Grant CONNECT by hand to other logins, such as that of a backup.
    EXECUTE format('REVOKE CONNECT, TEMPORARY ON DATABASE %I FROM PUBLIC', current_database());
    EXECUTE format('GRANT CONNECT ON DATABASE %I TO balance_owner, balance_recorder, balance_pruner, '
                   'balance_reader', current_database());
    -- An import creates temporary tables.
    EXECUTE format('GRANT TEMPORARY ON DATABASE %I TO balance_recorder', current_database());

    IF to_regnamespace('public') IS NOT NULL THEN
        REVOKE ALL ON SCHEMA public FROM PUBLIC;
    END IF;
    EXECUTE format('REVOKE ALL ON SCHEMA %I FROM PUBLIC, balance_recorder, balance_pruner, balance_reader', home);
    EXECUTE format('GRANT USAGE, CREATE ON SCHEMA %I TO balance_owner', home);
    EXECUTE format('GRANT USAGE ON SCHEMA %I TO balance_recorder, balance_pruner, balance_reader', home);

    IF to_regnamespace('batch') IS NULL THEN
        CREATE SCHEMA batch;
    END IF;
    ALTER SCHEMA batch OWNER TO balance_owner;
    REVOKE ALL ON SCHEMA batch FROM PUBLIC, balance_recorder, balance_pruner, balance_reader;
    GRANT USAGE ON SCHEMA batch TO balance_recorder, balance_pruner;
END
$$;

-- Objects that another role has migrated become balance_owner's.
DO $$
DECLARE
    migrator constant oid := (SELECT relowner FROM pg_class WHERE oid = to_regclass('balance_response'));
    object text;
BEGIN
    FOR object IN
        SELECT format('%s %s', CASE c.relkind WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW'
                                              WHEN 'S' THEN 'SEQUENCE' ELSE 'TABLE' END, c.oid::regclass)
          FROM pg_class c
         WHERE c.relnamespace IN (current_schema()::regnamespace, 'batch'::regnamespace)
           AND c.relkind IN ('r', 'p', 'v', 'm', 'S')
           AND c.relowner = migrator AND migrator <> 'balance_owner'::regrole
           -- The sequence of a column follows its table. The objects of an extension stay with it.
           AND NOT EXISTS (SELECT FROM pg_depend d
                            WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype IN ('a', 'i', 'e'))
         UNION ALL
        SELECT format('TYPE %s', t.oid::regtype)
          FROM pg_type t
          JOIN pg_class c ON c.oid = t.typrelid AND c.relkind = 'c'
         WHERE t.typnamespace = current_schema()::regnamespace
           AND t.typowner = migrator AND migrator <> 'balance_owner'::regrole
           AND NOT EXISTS (SELECT FROM pg_depend d
                            WHERE d.classid = 'pg_type'::regclass AND d.objid = t.oid AND d.deptype = 'e')
         UNION ALL
        SELECT format('ROUTINE %s', p.oid::regprocedure)
          FROM pg_proc p
         WHERE p.pronamespace = current_schema()::regnamespace
           AND p.proowner = migrator AND migrator <> 'balance_owner'::regrole
           AND NOT EXISTS (SELECT FROM pg_depend d
                            WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e')
    LOOP
        EXECUTE format('ALTER %s OWNER TO balance_owner', object);
    END LOOP;
END
$$;

-- Tables, views and functions.
DO $$
DECLARE
    home constant name := current_schema();
    object regclass;
    routine regprocedure;
BEGIN
    IF to_regclass('balance_response') IS NULL THEN
        RAISE NOTICE 'There are no tables yet: run this file again after ''balance-history migrate''.';
        RETURN;
    END IF;

    EXECUTE format('REVOKE ALL ON ALL TABLES IN SCHEMA %I FROM PUBLIC, balance_recorder, balance_pruner, '
                   'balance_reader', home);
    GRANT SELECT, INSERT ON account_name, account, account_run, balance_response, snapshot, balance TO balance_recorder;
    -- Row locks need the right to update; a trigger rejects a change of a name.
    GRANT UPDATE (name) ON account_name TO balance_recorder;
    GRANT UPDATE (expected_interval) ON account TO balance_recorder;
    GRANT UPDATE (state, state_reason) ON balance_response TO balance_recorder;
    -- An import assigns the numbers of its responses itself, and a run advances a sequence that is behind its table.
    EXECUTE format('GRANT USAGE ON SEQUENCE %s, %s TO balance_recorder',
                   pg_get_serial_sequence('account_name', 'account_id'),
                   pg_get_serial_sequence('balance_response', 'response_id'));
    GRANT SELECT ON flyway_schema_history TO balance_recorder, balance_pruner;
    GRANT SELECT ON account_name TO balance_pruner;
    GRANT SELECT ON balance_chunk, balance_series TO balance_recorder;
    -- The triggers allow to delete a balance or a response that is packed, digit for digit, and no other.
    GRANT SELECT (account_id, response_time, response_id, slot, time_source) ON snapshot TO balance_pruner;
    GRANT SELECT, DELETE ON balance, balance_response TO balance_pruner;
    GRANT SELECT, INSERT ON balance_chunk, balance_series TO balance_pruner;
    GRANT SELECT ON packed_response TO balance_pruner;
    GRANT SELECT, DELETE ON account_run TO balance_pruner;
    -- The triggers allow to delete the body of a response in a final state, and no other change.
    GRANT UPDATE (body) ON balance_response TO balance_pruner;
    GRANT UPDATE (bodies, body_hashes, oldest_body) ON balance_chunk TO balance_pruner;

    FOR object IN
        SELECT oid FROM pg_class
         WHERE relnamespace = home::regnamespace AND relkind = 'v' AND relowner = 'balance_owner'::regrole
    LOOP
        EXECUTE format('GRANT SELECT ON %s TO balance_recorder, balance_reader', object);
    END LOOP;
    -- They have the bodies, which are not for readers.
    REVOKE SELECT ON packed_response, archived_response FROM balance_reader;
    FOR routine IN
        SELECT oid FROM pg_proc WHERE pronamespace = home::regnamespace AND proowner = 'balance_owner'::regrole
    LOOP
        EXECUTE format('REVOKE ALL ON ROUTINE %s FROM PUBLIC', routine);
        EXECUTE format('GRANT EXECUTE ON ROUTINE %s TO balance_recorder, balance_reader', routine);
    END LOOP;

    REVOKE ALL ON ALL TABLES IN SCHEMA batch FROM PUBLIC, balance_recorder, balance_pruner, balance_reader;
    GRANT SELECT, INSERT, UPDATE ON ALL TABLES IN SCHEMA batch TO balance_recorder, balance_pruner;
    GRANT DELETE ON ALL TABLES IN SCHEMA batch TO balance_pruner;
    GRANT USAGE ON ALL SEQUENCES IN SCHEMA batch TO balance_recorder, balance_pruner;
END
$$;

-- Objects of later migrations, until this file is run again: default privileges cannot distinguish views from tables.
DO $$
BEGIN
    ALTER DEFAULT PRIVILEGES FOR ROLE balance_owner REVOKE EXECUTE ON ROUTINES FROM PUBLIC;
    EXECUTE format('ALTER DEFAULT PRIVILEGES FOR ROLE balance_owner IN SCHEMA %I '
                   'GRANT SELECT, INSERT ON TABLES TO balance_recorder', current_schema());
    EXECUTE format('ALTER DEFAULT PRIVILEGES FOR ROLE balance_owner IN SCHEMA %I '
                   'GRANT EXECUTE ON ROUTINES TO balance_recorder, balance_reader', current_schema());
    ALTER DEFAULT PRIVILEGES FOR ROLE balance_owner IN SCHEMA batch
        GRANT SELECT, INSERT, UPDATE ON TABLES TO balance_recorder, balance_pruner;
    ALTER DEFAULT PRIVILEGES FOR ROLE balance_owner IN SCHEMA batch
        GRANT DELETE ON TABLES TO balance_pruner;
    ALTER DEFAULT PRIVILEGES FOR ROLE balance_owner IN SCHEMA batch
        GRANT USAGE ON SEQUENCES TO balance_recorder, balance_pruner;
END
$$;

-- Settings of each login, since members do not inherit them from their role. The program sets shorter limits for its own
-- sessions. SET can raise the limits, so they protect against accidents only.
DO $$
DECLARE
    home constant name := current_schema();
    login record;
    setting text;
BEGIN
    FOR login IN
        SELECT r.oid::regrole AS name, g.settings
          FROM pg_roles r
          JOIN (VALUES ('balance_owner'::regrole, ARRAY['role = balance_owner', 'lock_timeout = ''10s''']),
                       ('balance_recorder'::regrole, ARRAY['statement_timeout = ''5min''', 'lock_timeout = ''10s''',
                                                           'idle_in_transaction_session_timeout = ''5min''']),
                       ('balance_pruner'::regrole, ARRAY['statement_timeout = ''5min''', 'lock_timeout = ''10s''']),
                       ('balance_reader'::regrole, ARRAY['statement_timeout = ''5min''', 'lock_timeout = ''10s''',
                                                         'idle_in_transaction_session_timeout = ''5min''',
                                                         'default_transaction_read_only = on'])
               ) AS g (role, settings) ON pg_has_role(r.oid, g.role, 'USAGE')
         -- The settings of an administrator do not change.
         WHERE r.rolcanlogin AND NOT r.rolsuper AND NOT r.rolcreaterole
    LOOP
        FOREACH setting IN ARRAY login.settings || format('search_path = %I, pg_temp', home) LOOP
            EXECUTE format('ALTER ROLE %s IN DATABASE %I SET %s', login.name, current_database(), setting);
        END LOOP;
    END LOOP;
END
$$;

COMMIT;
