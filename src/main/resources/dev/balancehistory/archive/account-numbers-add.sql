insert into account_name (name)
select name from unnest(?) as name order by name
on conflict (name) do nothing
