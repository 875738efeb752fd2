insert into account (account_id, name, exchange)
select * from unnest(?, ?, ?) as a (account_id, name, exchange) order by account_id
on conflict (account_id) do nothing
