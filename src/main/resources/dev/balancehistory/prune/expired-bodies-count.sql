-- The condition is that of expired-bodies-drop.sql. The size of a body is known without reading it.
select count(*) as bodies, coalesce(sum(pg_column_size(body)), 0) as bytes
  from balance_response
 where response_id > ? and response_id <= ? and received_at < ? and body is not null and state <> 'received'
