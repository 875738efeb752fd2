CREATE OR REPLACE VIEW account_interval AS
SELECT a.account_id,
       a.name                                AS account,
       coalesce(a.expected_interval, usual.distance) AS expected_interval,
       a.created_at
  FROM account a
 CROSS JOIN LATERAL (
       SELECT CASE WHEN count(d.distance) >= 2
                   THEN percentile_disc(0.5) WITHIN GROUP (ORDER BY d.distance)
              END                            AS distance
         FROM (SELECT n.response_time - lag(n.response_time) OVER (ORDER BY n.response_time) AS distance
                 FROM (SELECT s.response_time
                         FROM snapshot s
                        WHERE s.account_id = a.account_id AND a.expected_interval IS NULL
                        ORDER BY s.response_time DESC
                        LIMIT 1000) n) d) usual;

COMMENT ON VIEW account_interval IS 'The interval at which snapshots of each account are expected.';
COMMENT ON COLUMN account_interval.account_id IS 'The key that the other views use.';
COMMENT ON COLUMN account_interval.account IS 'The account''s name.';
COMMENT ON COLUMN account_interval.expected_interval IS 'The configured interval, else the median interval of the last 1000 snapshots. Null with fewer than three snapshots.';
COMMENT ON COLUMN account_interval.created_at IS 'The time of the first run or import that named the account.';
