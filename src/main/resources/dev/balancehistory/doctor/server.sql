select split_part(current_setting('server_version'), ' ', 1) as version,
       current_setting('server_version_num')::integer / 10000 as major,
       current_user as name,
       coalesce((select ssl from pg_stat_ssl where pid = pg_backend_pid()), false) as encrypted,
       -- None for a socket of the file system.
       coalesce(inet_client_addr() <<= inet '127.0.0.0/8' or inet_client_addr() = inet '::1', true) as local,
       pg_is_in_recovery() as standby
