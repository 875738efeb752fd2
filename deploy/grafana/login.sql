-- The login of Grafana, with the password in its file. It reads the views, in statements of at most 30 seconds. For the service
-- grafana-login of docker-compose.yml, which runs it after each start of the service rights.
\set ON_ERROR_STOP on
\set password `cat /run/secrets/grafana.password`

SELECT 'CREATE ROLE grafana LOGIN IN ROLE balance_reader' WHERE to_regrole('grafana') IS NULL \gexec
ALTER ROLE grafana PASSWORD :'password';

-- Again, for the settings of each login. The limit of a reader is shorter for a dashboard, which repeats its queries.
\i /etc/balance-history/roles.sql
ALTER ROLE grafana IN DATABASE :"DBNAME" SET statement_timeout = '30s';
