create temporary table import_memory (
    account_id     integer not null,
    response_time  timestamptz,
    content_sha256 bytea,
    body_sha256    bytea   not null
) on commit drop;
create index on pg_temp.import_memory (account_id, response_time) where response_time is not null;
create index on pg_temp.import_memory (account_id, body_sha256) where response_time is null;
set local enable_hashjoin = off;
set local enable_mergejoin = off
