select response_id
  from balance_response
 where response_id = any (?) and account_id = any (?) and state = 'received'
