select response_id, state, state_reason
  from balance_response
 where response_id = any (?) and state <> 'received'
