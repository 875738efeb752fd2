CREATE OR REPLACE VIEW unpacked_response AS
SELECT r.account_id,
       r.response_id,
       r.origin,
       r.format
  FROM balance_response r;

COMMENT ON VIEW unpacked_response IS 'The responses that are rows, without their bodies. packed_chunk has the others.';
COMMENT ON COLUMN unpacked_response.account_id IS 'The account whose balances were fetched.';
COMMENT ON COLUMN unpacked_response.response_id IS 'The number of the response.';
COMMENT ON COLUMN unpacked_response.origin IS 'The origin of the response: observed, imported or spooled.';
COMMENT ON COLUMN unpacked_response.format IS 'The form of its body.';
