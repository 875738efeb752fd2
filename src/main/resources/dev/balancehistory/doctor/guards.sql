-- The enabled triggers, checks, rules and row-level security of the history's tables, a line for each. A closed table
-- accepts no row from this user.
with own as (
    select c.oid, c.relname, c.relrowsecurity
      from pg_class home
      join pg_class c on c.relnamespace = home.relnamespace
     where home.oid = to_regclass('balance_response')
       and c.relname in ('account', 'account_name', 'account_run', 'balance', 'balance_chunk', 'balance_response',
                         'balance_series', 'snapshot')
)
select format('trigger %I on %I', t.tgname, o.relname) as guard, false as closed
  from own o
  join pg_trigger t on t.tgrelid = o.oid
 where not t.tgisinternal and t.tgenabled <> 'D'
 union all
select format('check %I on %I', k.conname, o.relname), false
  from own o
  join pg_constraint k on k.conrelid = o.oid
 where k.contype = 'c'
 union all
select format('rule %I on %I', r.rulename, o.relname), false
  from own o
  join pg_rewrite r on r.ev_class = o.oid
 union all
select format('row-level security on %I', o.relname),
       row_security_active(o.oid) and o.relname not in ('balance_chunk', 'balance_series')
       and not exists (select from pg_policy p where p.polrelid = o.oid)
  from own o
 where o.relrowsecurity
 order by guard
