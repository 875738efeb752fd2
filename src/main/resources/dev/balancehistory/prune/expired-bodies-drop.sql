-- Responses in a final state only.
with due as materialized (
    select response_id, account_id, pg_column_size(body) as bytes
      from balance_response
     where response_id > ? and response_id <= ? and received_at < ? and body is not null and state <> 'received'
), dropped as (
    update balance_response r
       set body = null
      from due
     where r.response_id = due.response_id and r.account_id = due.account_id
    returning due.bytes
)
select count(*) as bodies, coalesce(sum(bytes), 0) as bytes from dropped
