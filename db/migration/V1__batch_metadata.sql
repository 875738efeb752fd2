-- Spring Batch's job metadata, in a schema of its own. The tables are copied from the schema file in the
-- spring-batch-core jar, qualified with the name of the schema. A test compares the two.

-- db/roles.sql may have created the schema already. CREATE SCHEMA IF NOT EXISTS would then still require the right to
-- create schemas, which the owner of the tables does not need.
DO $$
BEGIN
    IF to_regnamespace('batch') IS NULL THEN
        CREATE SCHEMA batch;
    END IF;
END
$$;

CREATE TABLE batch.BATCH_JOB_INSTANCE (
    JOB_INSTANCE_ID BIGINT NOT NULL PRIMARY KEY,
    VERSION BIGINT,
    JOB_NAME VARCHAR(100) NOT NULL,
    JOB_KEY VARCHAR(32) NOT NULL,
    constraint JOB_INST_UN unique (JOB_NAME, JOB_KEY)
);

CREATE TABLE batch.BATCH_JOB_EXECUTION (
    JOB_EXECUTION_ID BIGINT NOT NULL PRIMARY KEY,
    VERSION BIGINT,
    JOB_INSTANCE_ID BIGINT NOT NULL,
    CREATE_TIME TIMESTAMP NOT NULL,
    START_TIME TIMESTAMP DEFAULT NULL,
    END_TIME TIMESTAMP DEFAULT NULL,
    STATUS VARCHAR(10),
    EXIT_CODE VARCHAR(2500),
    EXIT_MESSAGE VARCHAR(2500),
    LAST_UPDATED TIMESTAMP,
    constraint JOB_INST_EXEC_FK foreign key (JOB_INSTANCE_ID)
    references batch.BATCH_JOB_INSTANCE(JOB_INSTANCE_ID)
);

CREATE TABLE batch.BATCH_JOB_EXECUTION_PARAMS (
    JOB_EXECUTION_ID BIGINT NOT NULL,
    PARAMETER_NAME VARCHAR(100) NOT NULL,
    PARAMETER_TYPE VARCHAR(100) NOT NULL,
    PARAMETER_VALUE VARCHAR(2500),
    IDENTIFYING CHAR(1) NOT NULL,
    constraint JOB_EXEC_PARAMS_FK foreign key (JOB_EXECUTION_ID)
    references batch.BATCH_JOB_EXECUTION(JOB_EXECUTION_ID)
);

CREATE TABLE batch.BATCH_STEP_EXECUTION (
    STEP_EXECUTION_ID BIGINT NOT NULL PRIMARY KEY,
    VERSION BIGINT NOT NULL,
    STEP_NAME VARCHAR(100) NOT NULL,
    JOB_EXECUTION_ID BIGINT NOT NULL,
    CREATE_TIME TIMESTAMP NOT NULL,
    START_TIME TIMESTAMP DEFAULT NULL,
    END_TIME TIMESTAMP DEFAULT NULL,
    STATUS VARCHAR(10),
    COMMIT_COUNT BIGINT,
    READ_COUNT BIGINT,
    FILTER_COUNT BIGINT,
    WRITE_COUNT BIGINT,
    READ_SKIP_COUNT BIGINT,
    WRITE_SKIP_COUNT BIGINT,
    PROCESS_SKIP_COUNT BIGINT,
    ROLLBACK_COUNT BIGINT,
    EXIT_CODE VARCHAR(2500),
    EXIT_MESSAGE VARCHAR(2500),
    LAST_UPDATED TIMESTAMP,
    constraint JOB_EXEC_STEP_FK foreign key (JOB_EXECUTION_ID)
    references batch.BATCH_JOB_EXECUTION(JOB_EXECUTION_ID)
);

CREATE TABLE batch.BATCH_STEP_EXECUTION_CONTEXT (
    STEP_EXECUTION_ID BIGINT NOT NULL PRIMARY KEY,
    SHORT_CONTEXT VARCHAR(2500) NOT NULL,
    SERIALIZED_CONTEXT TEXT,
    constraint STEP_EXEC_CTX_FK foreign key (STEP_EXECUTION_ID)
    references batch.BATCH_STEP_EXECUTION(STEP_EXECUTION_ID)
);

CREATE TABLE batch.BATCH_JOB_EXECUTION_CONTEXT (
    JOB_EXECUTION_ID BIGINT NOT NULL PRIMARY KEY,
    SHORT_CONTEXT VARCHAR(2500) NOT NULL,
    SERIALIZED_CONTEXT TEXT,
    constraint JOB_EXEC_CTX_FK foreign key (JOB_EXECUTION_ID)
    references batch.BATCH_JOB_EXECUTION(JOB_EXECUTION_ID)
);

CREATE SEQUENCE batch.BATCH_STEP_EXECUTION_SEQ MAXVALUE 9223372036854775807 NO CYCLE;
CREATE SEQUENCE batch.BATCH_JOB_EXECUTION_SEQ MAXVALUE 9223372036854775807 NO CYCLE;
CREATE SEQUENCE batch.BATCH_JOB_INSTANCE_SEQ MAXVALUE 9223372036854775807 NO CYCLE;

-- Indexes that Spring Batch's schema file lacks: for its own look-ups, and for run_history and the retention.
CREATE INDEX batch_job_execution_instance_idx ON batch.batch_job_execution (job_instance_id);
CREATE INDEX batch_job_execution_running_idx ON batch.batch_job_execution (job_execution_id)
    WHERE status IN ('STARTING', 'STARTED', 'STOPPING', 'UNKNOWN');
CREATE INDEX batch_job_execution_time_idx ON batch.batch_job_execution ((create_time AT TIME ZONE 'UTC'));
CREATE INDEX batch_job_execution_params_idx ON batch.batch_job_execution_params (job_execution_id);
CREATE INDEX batch_step_execution_job_idx ON batch.batch_step_execution (job_execution_id);

-- The only table without a key. Without this, a publication FOR ALL TABLES would make every deletion from it fail.
ALTER TABLE batch.batch_job_execution_params REPLICA IDENTITY FULL;

COMMENT ON SCHEMA batch IS 'Spring Batch''s job metadata: the runs of this program and their results.';
COMMENT ON TABLE batch.batch_job_instance IS 'One row for each job and set of identifying parameters.';
COMMENT ON TABLE batch.batch_job_execution IS 'One row for each run of a job instance. Times are UTC.';
COMMENT ON TABLE batch.batch_job_execution_params IS 'The parameters of each run. They never contain a secret.';
COMMENT ON TABLE batch.batch_step_execution IS 'One row for each step of a run. The accounts that a run fetched are in account_run. Times are UTC.';
COMMENT ON TABLE batch.batch_step_execution_context IS 'Spring Batch''s state of a step for a restart. This program keeps no state here.';
COMMENT ON TABLE batch.batch_job_execution_context IS 'Spring Batch''s state of a job for a restart. This program keeps no state here.';
COMMENT ON INDEX batch.batch_job_execution_time_idx IS 'Finds the runs of a period.';
