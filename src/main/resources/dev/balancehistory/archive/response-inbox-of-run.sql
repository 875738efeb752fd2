select response_id
  from balance_response
 where job_execution_id = ? and account_id = ? and origin = 'observed'
 order by response_id
