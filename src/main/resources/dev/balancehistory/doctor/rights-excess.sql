select case when (select rolsuper from pg_roles where rolname = current_user) then 'is a superuser'
            when bool_or(pg_has_role(relowner, 'USAGE')) then 'owns the tables'
            when bool_or(has_table_privilege(oid, 'UPDATE, DELETE, TRUNCATE'))
            then 'may change what is recorded'
       end
  from pg_class
 where oid in (to_regclass('balance'), to_regclass('snapshot'))
