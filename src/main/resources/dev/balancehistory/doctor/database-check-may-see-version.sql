select coalesce(bool_and(has_table_privilege(oid, 'SELECT')), true)
  from pg_class
 where oid = to_regclass('flyway_schema_history')
