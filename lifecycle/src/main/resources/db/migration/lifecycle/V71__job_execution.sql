-- What became of the work that is done by the clock. Whoever works holds a lock meanwhile; a row without an end whose lock is
-- free is of a process that died.
CREATE TABLE job_execution (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    job        text        NOT NULL,
    who        text        NOT NULL, -- who asked for it
    started_at timestamptz NOT NULL,
    ended_at   timestamptz,
    outcome    text CHECK (outcome IN ('done', 'failed', 'lost')),
    message    text
);
CREATE INDEX job_execution_job ON job_execution (job, id);
