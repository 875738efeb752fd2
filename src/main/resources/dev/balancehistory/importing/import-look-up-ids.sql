select nextval(s.name)
  from (select pg_get_serial_sequence('balance_response', 'response_id')::regclass as name offset 0) s
 cross join generate_series(1, ?)
