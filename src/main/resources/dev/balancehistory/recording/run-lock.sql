select account_id
  from account_name
 where account_id = any (?)
 order by account_id
   for no key update skip locked
