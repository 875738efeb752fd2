select h.nspname as name,
       current_setting('search_path') as path,
       exists (select from pg_class where relname = 'balance_response' and relnamespace = h.oid) as installed,
       e.nspname as elsewhere,
       coalesce(has_schema_privilege(e.oid, 'USAGE'), false) as usable,
       exists (select from pg_class c
                where c.relnamespace = h.oid and c.relkind in ('r', 'p', 'v', 'm', 'S', 'f')
                  and not exists (select from pg_depend d
                                   where d.classid = 'pg_class'::regclass and d.objid = c.oid
                                     and d.deptype = 'e'))
       and not exists (select from pg_class
                        where relname = 'flyway_schema_history' and relnamespace = h.oid) as foreign_tables,
       exists (select from pg_class where relname = 'batch_job_instance' and relnamespace = b.oid) as batch_taken,
       coalesce(has_schema_privilege(h.oid, 'CREATE'), has_database_privilege(current_database(), 'CREATE'))
       and coalesce(has_schema_privilege(b.oid, 'CREATE'), has_database_privilege(current_database(), 'CREATE'))
           as may_create,
       current_setting('server_encoding') as encoding
  from (values (1)) one
  left join pg_namespace h on h.nspname = current_schema()
  left join pg_namespace b on b.nspname = 'batch'
  left join lateral (select n.oid, n.nspname
                       from pg_namespace n
                       join pg_class r on r.relnamespace = n.oid and r.relname = 'balance_response'
                       join pg_class s on s.relnamespace = n.oid and s.relname = 'snapshot'
                      where n.oid is distinct from h.oid
                      order by n.nspname
                      limit 1) e on true
