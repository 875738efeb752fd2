CREATE OR REPLACE VIEW snapshot_response AS
SELECT s.account_id,
       s.response_time,
       s.response_id,
       r.origin,
       encode(r.body_sha256, 'hex')          AS body_sha256,
       s.time_source,
       r.format
  FROM snapshot s
  JOIN balance_response r ON r.account_id = s.account_id AND r.response_id = s.response_id;

COMMENT ON VIEW snapshot_response IS 'The response that each snapshot was read from, without its body.';
COMMENT ON COLUMN snapshot_response.account_id IS 'The account.';
COMMENT ON COLUMN snapshot_response.response_time IS 'The time that the balances are valid for.';
COMMENT ON COLUMN snapshot_response.response_id IS 'The number of the archived response.';
COMMENT ON COLUMN snapshot_response.origin IS 'The origin of the response: observed, imported or spooled.';
COMMENT ON COLUMN snapshot_response.body_sha256 IS 'SHA-256 of the response''s body, as 64 hexadecimal digits. It stays when the body is deleted.';
COMMENT ON COLUMN snapshot_response.time_source IS 'The origin of response_time: body, exchange_clock, http_date, own_clock or imported.';
COMMENT ON COLUMN snapshot_response.format IS 'The form of the response''s body. balance-history/1: the snapshot was made from an exported history, not from a response of the exchange.';
