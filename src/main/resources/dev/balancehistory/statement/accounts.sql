-- The accounts, each with its last snapshot before the period, its last one in it, and its newest seal until then.
-- Packed responses are counted by chunk: to look up each one takes half a minute for a year of minutes.
SELECT a.account_id,
       a.account,
       a.exchange,
       (extract(epoch FROM i.expected_interval) * 1000)::bigint AS interval_millis,
       opening.response_time                 AS opening_time,
       opening.response_id                   AS opening_response,
       opening.body_sha256                   AS opening_sha256,
       opening.origin                        AS opening_origin,
       closing.response_time                 AS closing_time,
       closing.response_id                   AS closing_response,
       closing.body_sha256                   AS closing_sha256,
       closing.origin                        AS closing_origin,
       inside.snapshots,
       inside.first_time,
       packed.exported + unpacked.exported AS exported,
       packed.imported + unpacked.imported AS imported,
       seal.sequence,
       seal.seal
  FROM recorded_account a
  JOIN account_interval i ON i.account_id = a.account_id
  LEFT JOIN LATERAL (SELECT r.response_time,
                            r.response_id,
                            r.body_sha256,
                            CASE WHEN r.format = 'balance-history/1' THEN 'exported' ELSE r.origin END AS origin
                       FROM snapshot_response r
                      WHERE r.account_id = a.account_id AND r.response_time < :from
                      ORDER BY r.response_time DESC
                      LIMIT 1) opening ON true
  LEFT JOIN LATERAL (SELECT r.response_time,
                            r.response_id,
                            r.body_sha256,
                            CASE WHEN r.format = 'balance-history/1' THEN 'exported' ELSE r.origin END AS origin
                       FROM snapshot_response r
                      WHERE r.account_id = a.account_id AND r.response_time >= :from AND r.response_time < :to
                      ORDER BY r.response_time DESC
                      LIMIT 1) closing ON true
 CROSS JOIN LATERAL (SELECT count(*) AS snapshots, min(s.response_time) AS first_time
                       FROM recorded_snapshot s
                      WHERE s.account_id = a.account_id AND s.response_time >= :from AND s.response_time < :to) inside
 CROSS JOIN LATERAL (SELECT count(*) FILTER (WHERE r.format = 'balance-history/1') AS exported,
                            count(*) FILTER (WHERE r.format <> 'balance-history/1' AND r.origin = 'imported') AS imported
                       FROM packed_chunk c
                      CROSS JOIN LATERAL unnest(c.times, c.origins, c.formats) r (response_time, origin, format)
                      WHERE c.account_id = a.account_id AND c.first_time < :to AND c.last_time >= :from
                        AND r.response_time >= :from AND r.response_time < :to) packed
 CROSS JOIN LATERAL (SELECT count(*) FILTER (WHERE r.format = 'balance-history/1') AS exported,
                            count(*) FILTER (WHERE r.format <> 'balance-history/1' AND r.origin = 'imported') AS imported
                       FROM recorded_snapshot s
                       JOIN unpacked_response r ON r.account_id = s.account_id AND r.response_id = s.response_id
                      WHERE s.account_id = a.account_id AND s.response_time >= :from AND s.response_time < :to) unpacked
  LEFT JOIN LATERAL (SELECT s.sequence, encode(s.seal, 'hex') AS seal
                       FROM recorded_snapshot s
                      WHERE s.account_id = a.account_id AND s.response_time < :to
                      ORDER BY s.sequence DESC
                      LIMIT 1) seal ON true
 WHERE :accounts = '' OR a.account = ANY (string_to_array(:accounts, ','))
 ORDER BY a.account
