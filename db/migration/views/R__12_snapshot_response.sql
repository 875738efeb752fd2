-- The header drives the view: it looks up the row of its response, or its place in the chunk.

CREATE OR REPLACE VIEW snapshot_response AS
SELECT s.account_id,
       s.response_time,
       s.response_id,
       r.origin,
       encode(r.body_sha256, 'hex')          AS body_sha256,
       s.time_source,
       r.received_at,
       r.format
  FROM snapshot s
 CROSS JOIN LATERAL (
       SELECT h.origin, h.body_sha256, h.received_at, h.format
         FROM balance_response h
        WHERE h.response_id = s.response_id AND h.account_id = s.account_id
        UNION ALL
       SELECT v.origin, v.body_sha256, s.response_time + v.received * interval '1 microsecond', v.format
         FROM (SELECT k.origins, k.formats, k.bodies, k.body_hashes, k.received, array_position(k.times, s.response_time) AS place
                 FROM (SELECT n.last_time, n.times, n.origins, n.formats, n.bodies, n.body_hashes, n.received
                         FROM balance_chunk n
                        WHERE n.account_id = s.account_id AND n.first_time <= s.response_time
                        ORDER BY n.first_time DESC
                        LIMIT 1) k
                WHERE k.last_time >= s.response_time
               OFFSET 0) c
              -- Opens only the arrays of selected columns.
        CROSS JOIN LATERAL (SELECT c.origins[c.place] AS origin,
                                   coalesce(c.body_hashes[c.place], sha256(c.bodies[c.place])) AS body_sha256,
                                   c.received[c.place] AS received,
                                   c.formats[c.place] AS format
                            OFFSET 0) v
        WHERE v.format IS NOT NULL) r;

COMMENT ON VIEW snapshot_response IS 'The response that each snapshot was read from, without its body.';
COMMENT ON COLUMN snapshot_response.account_id IS 'The account.';
COMMENT ON COLUMN snapshot_response.response_time IS 'The time that the balances are valid for.';
COMMENT ON COLUMN snapshot_response.response_id IS 'The number of the archived response.';
COMMENT ON COLUMN snapshot_response.origin IS 'The origin of the response: observed, imported or spooled.';
COMMENT ON COLUMN snapshot_response.body_sha256 IS 'SHA-256 of the response''s body, as 64 hexadecimal digits. It stays when the body is deleted.';
COMMENT ON COLUMN snapshot_response.time_source IS 'The origin of response_time: body, exchange_clock, http_date, own_clock or imported.';
COMMENT ON COLUMN snapshot_response.received_at IS 'The time at which the response had arrived, by the recorder''s clock.';
COMMENT ON COLUMN snapshot_response.format IS 'The form of the response''s body. balance-history/1: the snapshot was made from an exported history, not from a response of the exchange.';
