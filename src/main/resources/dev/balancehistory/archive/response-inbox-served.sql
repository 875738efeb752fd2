select account_id
  from balance_response
 where account_id = any (?) and slot = ? and state in ('received', 'recorded', 'duplicate')
