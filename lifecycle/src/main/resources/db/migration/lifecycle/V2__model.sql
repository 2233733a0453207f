-- A snapshot in the lake: one Parquet file named by the hash of its content.
CREATE TABLE dataset (
    name        text        NOT NULL,
    hash        text        NOT NULL,
    file        text        NOT NULL, -- relative to the lake's folder
    schema      json        NOT NULL, -- column name to DuckDB type, in order
    period_from timestamptz NOT NULL,
    period_to   timestamptz NOT NULL,
    rows        bigint      NOT NULL,
    lineage     json        NOT NULL,
    created_at  timestamptz NOT NULL,
    PRIMARY KEY (name, hash)
);
CREATE INDEX dataset_newest ON dataset (name, created_at);

-- One execution of a pipeline.
CREATE TABLE run (
    id           uuid        PRIMARY KEY,
    model        text        NOT NULL,
    reason       text        NOT NULL,
    period_from  timestamptz NOT NULL,
    period_to    timestamptz NOT NULL,
    seed         bigint      NOT NULL,
    code_commit  text        NOT NULL,
    dataset      text,
    outcome      text        NOT NULL, -- running, registered, rejected, too_little_data, failed
    message      text,
    started_at   timestamptz NOT NULL,
    ended_at     timestamptz
);
CREATE INDEX run_model ON run (model, started_at);

CREATE TABLE run_parameter (
    run   uuid NOT NULL REFERENCES run ON DELETE CASCADE,
    name  text NOT NULL,
    value text NOT NULL,
    PRIMARY KEY (run, name)
);

CREATE TABLE run_metric (
    run   uuid             NOT NULL REFERENCES run ON DELETE CASCADE,
    name  text             NOT NULL,
    step  bigint           NOT NULL,
    value double precision NOT NULL,
    PRIMARY KEY (run, name, step)
);

CREATE TABLE model_version (
    model       text        NOT NULL,
    number      int         NOT NULL,
    files       json        NOT NULL, -- file name to SHA-256
    dataset     text,
    run         uuid REFERENCES run,
    metrics     json        NOT NULL, -- metric name to mean over the test rows
    code_commit text        NOT NULL,
    created_at  timestamptz NOT NULL,
    PRIMARY KEY (model, number)
);

CREATE TABLE model_alias (
    model  text NOT NULL,
    alias  text NOT NULL, -- champion, challenger
    number int  NOT NULL,
    PRIMARY KEY (model, alias),
    FOREIGN KEY (model, number) REFERENCES model_version
);

-- Who gave which name to which version, and why. Rows are only added.
CREATE TABLE model_alias_history (
    seq      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    model    text        NOT NULL,
    alias    text        NOT NULL,
    number   int         NOT NULL,
    previous int,
    action   text        NOT NULL, -- assigned, rolled_back
    who      text        NOT NULL,
    why      text        NOT NULL,
    at       timestamptz NOT NULL
);
CREATE INDEX model_alias_history_model ON model_alias_history (model, alias, seq);
