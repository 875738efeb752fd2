-- The three logins of docker-compose.yml, with the passwords in their files, and their rights. Run when the database is
-- created, and by the service rights after each migration. A new password needs only its file and `docker compose up`.
\set ON_ERROR_STOP on
\set migrator `cat /run/secrets/owner.password`
\set recorder `cat /run/secrets/recorder.password`
\set pruner `cat /run/secrets/pruner.password`

\i /etc/balance-history/roles.sql

SELECT 'CREATE ROLE migrator LOGIN IN ROLE balance_owner' WHERE to_regrole('migrator') IS NULL \gexec
SELECT 'CREATE ROLE recorder LOGIN IN ROLE balance_recorder' WHERE to_regrole('recorder') IS NULL \gexec
SELECT 'CREATE ROLE pruner LOGIN IN ROLE balance_pruner' WHERE to_regrole('pruner') IS NULL \gexec
ALTER ROLE migrator PASSWORD :'migrator';
ALTER ROLE recorder PASSWORD :'recorder';
ALTER ROLE pruner PASSWORD :'pruner';

-- Again, for the settings of each login.
\i /etc/balance-history/roles.sql
