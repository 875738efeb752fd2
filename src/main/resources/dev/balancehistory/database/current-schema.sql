select distinct on (migration) coalesce(version, 'R ' || description) as migration, checksum, success
  from flyway_schema_history
 where type <> 'SCHEMA'
 order by migration, installed_rank desc
