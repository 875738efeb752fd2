-- An answer that an import has kept, though it could not be recorded, is found again by its hash: a repeated import
-- leaves it alone.
CREATE INDEX balance_response_imported_idx ON balance_response (account_id, body_sha256)
    WHERE origin = 'imported' AND state IN ('duplicate', 'conflict', 'rejected', 'failed');
