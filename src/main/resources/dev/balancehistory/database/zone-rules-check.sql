select sample.at, server.seconds
  from unnest(?, ?) as sample (at, seconds)
 cross join lateral (select extract(epoch from (sample.at at time zone ?)
                                               - (sample.at at time zone 'UTC'))::integer as seconds) server
 where server.seconds <> sample.seconds
 order by sample.at
 limit 1
