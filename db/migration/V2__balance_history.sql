-- The history itself. One way through it: an answer arrives in balance_response and is never changed; what it
-- says becomes one row of snapshot and its rows of balance.

CREATE TABLE account (
    account_id        integer          GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name              text COLLATE "C" NOT NULL UNIQUE CHECK (name ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$'),
    exchange          text             NOT NULL,
    expected_interval interval         CHECK (expected_interval > interval '0'),
    created_at        timestamptz      NOT NULL DEFAULT now()
);

CREATE TABLE balance_response (
    response_id      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    account_id       integer     NOT NULL REFERENCES account,
    slot             timestamptz,
    origin           text        NOT NULL CHECK (origin IN ('observed', 'imported', 'spooled')),
    requested_at     timestamptz,
    received_at      timestamptz NOT NULL,
    response_time    timestamptz,
    status_code      integer,
    status_message   text,
    body             bytea,
    body_sha256      bytea       CHECK (length(body_sha256) = 32),
    state            text        NOT NULL
        CHECK (state IN ('received', 'recorded', 'duplicate', 'conflict', 'rejected', 'failed')),
    state_reason     text        CHECK (state_reason IS NOT NULL OR state IN ('received', 'recorded')),
    job_execution_id bigint,
    CHECK (body IS NULL OR body_sha256 IS NOT NULL),
    CHECK (body IS NOT NULL OR state <> 'received')
);

-- A row over 2 kB keeps its body, and only its body, out of line: a change of state then never writes it again.
ALTER TABLE balance_response SET (toast_tuple_target = 128);
ALTER TABLE balance_response
    ALTER COLUMN origin SET STORAGE MAIN,
    ALTER COLUMN status_message SET STORAGE MAIN,
    ALTER COLUMN body_sha256 SET STORAGE MAIN,
    ALTER COLUMN state SET STORAGE MAIN,
    ALTER COLUMN state_reason SET STORAGE MAIN;
DO $$
BEGIN
    ALTER TABLE balance_response ALTER COLUMN body SET COMPRESSION lz4;
EXCEPTION
    -- A server built without lz4 keeps its own default.
    WHEN feature_not_supported THEN NULL;
END
$$;

CREATE INDEX balance_response_pending_idx ON balance_response (response_id) WHERE state = 'received';
-- What is settled stays in that index until a vacuum, and whoever looks for what waits has to step over it.
ALTER TABLE balance_response SET (autovacuum_vacuum_scale_factor = 0.01, vacuum_index_cleanup = on);

-- The slot first: a run asks for many accounts of one slot, and new entries go to one end.
CREATE INDEX balance_response_slot_idx ON balance_response (slot, account_id) WHERE slot IS NOT NULL;
CREATE INDEX balance_response_run_idx ON balance_response (job_execution_id);

CREATE TABLE snapshot (
    account_id     integer     NOT NULL REFERENCES account,
    response_time  timestamptz NOT NULL,
    slot           timestamptz,
    response_id    bigint      NOT NULL REFERENCES balance_response,
    currency_count integer     NOT NULL CHECK (currency_count >= 0),
    content_sha256 bytea       NOT NULL CHECK (length(content_sha256) = 32),
    recorded_at    timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (account_id, response_time)
);

CREATE UNIQUE INDEX snapshot_slot_key ON snapshot (account_id, slot) WHERE slot IS NOT NULL;
-- A stretch of time across all accounts. Next to nothing to keep, since snapshots arrive in the order of their time.
CREATE INDEX snapshot_time_idx ON snapshot USING brin (response_time) WITH (autosummarize = on);

-- No foreign key to snapshot: it makes loading five times slower. The only writer writes both in one statement.
CREATE TABLE balance (
    account_id        integer          NOT NULL,
    response_time     timestamptz      NOT NULL,
    currency          text COLLATE "C" NOT NULL,
    balance           numeric          NOT NULL,
    available_balance numeric          NOT NULL,
    PRIMARY KEY (account_id, response_time, currency)
);

-- Append-only, held by the database itself.
CREATE FUNCTION refuse_change() RETURNS trigger
    LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% of % refused: the balance history is append-only', tg_op, tg_table_name
        USING ERRCODE = 'integrity_constraint_violation';
END
$$;

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON snapshot FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON balance FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER keep_answer BEFORE DELETE ON balance_response FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER never_truncate BEFORE TRUNCATE ON snapshot FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER never_truncate BEFORE TRUNCATE ON balance FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER never_truncate BEFORE TRUNCATE ON balance_response FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- An answer moves from received to its final state, once.
CREATE TRIGGER final_state BEFORE UPDATE OF state, state_reason ON balance_response
    FOR EACH ROW WHEN (old.state <> 'received' OR new.state = 'received') EXECUTE FUNCTION refuse_change();

-- What arrived stays as it came. Only a body may be dropped, and only once it has been dealt with; its hash stays.
CREATE TRIGGER keep_facts
    BEFORE UPDATE OF response_id, account_id, slot, origin, requested_at, received_at, response_time, status_code,
        status_message, body_sha256, job_execution_id ON balance_response
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER keep_body BEFORE UPDATE OF body ON balance_response
    FOR EACH ROW WHEN (new.body IS NOT NULL OR old.state = 'received') EXECUTE FUNCTION refuse_change();

ALTER TABLE snapshot ENABLE ALWAYS TRIGGER append_only;
ALTER TABLE snapshot ENABLE ALWAYS TRIGGER never_truncate;
ALTER TABLE balance ENABLE ALWAYS TRIGGER append_only;
ALTER TABLE balance ENABLE ALWAYS TRIGGER never_truncate;
ALTER TABLE balance_response ENABLE ALWAYS TRIGGER keep_answer;
ALTER TABLE balance_response ENABLE ALWAYS TRIGGER never_truncate;
ALTER TABLE balance_response ENABLE ALWAYS TRIGGER final_state;
ALTER TABLE balance_response ENABLE ALWAYS TRIGGER keep_facts;
ALTER TABLE balance_response ENABLE ALWAYS TRIGGER keep_body;

-- response_time is the header's, so that a condition on it picks headers and never scans the rows.
CREATE VIEW balance_history AS
SELECT a.name                                AS account,
       s.response_time,
       b.currency,
       b.balance,
       b.available_balance,
       b.balance - b.available_balance       AS locked_balance,
       r.origin
  FROM snapshot s
  JOIN account a ON a.account_id = s.account_id
  JOIN balance_response r ON r.response_id = s.response_id
  JOIN balance b ON b.account_id = s.account_id AND b.response_time = s.response_time;

-- Both keys come from the same place: with the account's from another one, PostgreSQL 18 takes a plan a thousand times slower.
CREATE VIEW latest_balance AS
SELECT a.name                                AS account,
       b.currency,
       b.balance,
       b.available_balance,
       b.balance - b.available_balance       AS locked_balance,
       b.response_time,
       now() - b.response_time               AS age
  FROM account a
 CROSS JOIN LATERAL (SELECT s.account_id, s.response_time
                       FROM snapshot s
                      WHERE s.account_id = a.account_id
                      ORDER BY s.response_time DESC
                      LIMIT 1) newest
  JOIN balance b ON b.account_id = newest.account_id AND b.response_time = newest.response_time;

COMMENT ON TABLE account IS 'The accounts whose balances are recorded. Credentials are never stored.';
COMMENT ON COLUMN account.account_id IS 'The key that the other tables use.';
COMMENT ON COLUMN account.name IS 'The name under recorder.accounts in the configuration.';
COMMENT ON COLUMN account.exchange IS 'The adapter that asks the exchange and reads its answers, for example bitfront.';
COMMENT ON COLUMN account.expected_interval IS 'How often a snapshot is expected (recorder.accounts.NAME.interval); null if not configured.';
COMMENT ON COLUMN account.created_at IS 'When the account was first seen by this program.';

COMMENT ON TABLE balance_response IS 'The inbox: every answer of an exchange as it came, and what became of it. A question that got no answer has a row without a body.';
COMMENT ON COLUMN balance_response.response_id IS 'Counts up in the order of arrival in the database.';
COMMENT ON COLUMN balance_response.account_id IS 'Whose balances were asked for.';
COMMENT ON COLUMN balance_response.slot IS 'The scheduled instant that the question stands for; null for a run without one.';
COMMENT ON COLUMN balance_response.origin IS 'observed: asked by a run; imported: from an archive; spooled: asked by a run while the database was away.';
COMMENT ON COLUMN balance_response.requested_at IS 'When the question was sent, by the recorder''s clock, corrected where its offset to the exchange was measured; null if not known.';
COMMENT ON COLUMN balance_response.received_at IS 'When the answer had arrived, or was given up, by the same clock.';
COMMENT ON COLUMN balance_response.response_time IS 'When the exchange says that it answered; null where the answer does not say so.';
COMMENT ON COLUMN balance_response.status_code IS 'The exchange''s own code (1000 is success); null where the answer holds none.';
COMMENT ON COLUMN balance_response.status_message IS 'The exchange''s own words, control characters replaced, at most 200 characters.';
COMMENT ON COLUMN balance_response.body IS 'The answer, byte for byte after decompression; null where there was none or where the retention rules dropped it. Of an answer over the size limit or a failed one, at most the first 64 KiB. Should it repeat the API key, that is blacked out. convert_from(body, ''UTF8'') shows it as text.';
COMMENT ON COLUMN balance_response.body_sha256 IS 'SHA-256 of body; stays when the body is dropped.';
COMMENT ON COLUMN balance_response.state IS 'received: waits to be recorded; recorded: became a snapshot; duplicate: its snapshot or slot was there already; conflict: another content is recorded for its response_time; rejected: can''t be used; failed: the exchange reported an error or did not answer.';
COMMENT ON COLUMN balance_response.state_reason IS 'Why, for people; null while received and when recorded.';
COMMENT ON COLUMN balance_response.job_execution_id IS 'The run that brought it: batch.batch_job_execution.';

COMMENT ON TABLE snapshot IS 'One row for each recorded answer: what the account held at response_time. Append-only.';
COMMENT ON COLUMN snapshot.account_id IS 'Whose balances these are.';
COMMENT ON COLUMN snapshot.response_time IS 'When the exchange answered, by its clock, to the millisecond sent.';
COMMENT ON COLUMN snapshot.slot IS 'The scheduled instant that it stands for, once for an account; null for a run without one.';
COMMENT ON COLUMN snapshot.response_id IS 'The answer that it was read from.';
COMMENT ON COLUMN snapshot.currency_count IS 'How many rows of balance belong to it. A currency without a row was not reported, which is not zero.';
COMMENT ON COLUMN snapshot.content_sha256 IS 'SHA-256 over the sorted currencies and their numbers: tells the same answer from another one for the same time.';
COMMENT ON COLUMN snapshot.recorded_at IS 'When it was written, by the database''s clock.';

COMMENT ON TABLE balance IS 'One row for each currency of a snapshot, digit for digit as the exchange sent it. Append-only.';
COMMENT ON COLUMN balance.account_id IS 'With response_time: the snapshot that the row belongs to.';
COMMENT ON COLUMN balance.response_time IS 'With account_id: the snapshot that the row belongs to.';
COMMENT ON COLUMN balance.currency IS 'The exchange''s code, as sent.';
COMMENT ON COLUMN balance.balance IS 'The total.';
COMMENT ON COLUMN balance.available_balance IS 'The part that is not locked.';

COMMENT ON FUNCTION refuse_change() IS 'Trigger: refuses whatever would change the recorded history.';

COMMENT ON VIEW balance_history IS 'Every recorded balance.';
COMMENT ON COLUMN balance_history.account IS 'The account''s name.';
COMMENT ON COLUMN balance_history.response_time IS 'When the exchange answered.';
COMMENT ON COLUMN balance_history.currency IS 'The exchange''s code.';
COMMENT ON COLUMN balance_history.balance IS 'The total.';
COMMENT ON COLUMN balance_history.available_balance IS 'The part that is not locked.';
COMMENT ON COLUMN balance_history.locked_balance IS 'The total less the available part.';
COMMENT ON COLUMN balance_history.origin IS 'How the answer came: observed, imported or spooled.';

COMMENT ON VIEW latest_balance IS 'The newest snapshot of each account. A currency that it does not list was not reported, which is not zero.';
COMMENT ON COLUMN latest_balance.account IS 'The account''s name.';
COMMENT ON COLUMN latest_balance.currency IS 'The exchange''s code.';
COMMENT ON COLUMN latest_balance.balance IS 'The total.';
COMMENT ON COLUMN latest_balance.available_balance IS 'The part that is not locked.';
COMMENT ON COLUMN latest_balance.locked_balance IS 'The total less the available part.';
COMMENT ON COLUMN latest_balance.response_time IS 'When the exchange answered.';
COMMENT ON COLUMN latest_balance.age IS 'How long ago that was.';
