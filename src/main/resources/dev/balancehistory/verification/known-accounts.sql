select a.account_id, a.name, n.name as other
  from account a
  left join account_name n on n.account_id = a.account_id
 where n.name is distinct from a.name
 order by a.name, a.account_id
