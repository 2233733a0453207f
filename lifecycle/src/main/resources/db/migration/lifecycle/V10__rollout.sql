-- Which model, version and arm of a trial gave an answer; null for facts that are no answers.
ALTER TABLE event ADD COLUMN model text, ADD COLUMN version int, ADD COLUMN arm text;
CREATE INDEX event_answer ON event (model, decision) INCLUDE (version, arm, decided_at) WHERE model IS NOT NULL;

-- How a version meets traffic. One row a trial; the open row is the one truth about it.
CREATE TABLE rollout (
    id         uuid        PRIMARY KEY,
    model      text        NOT NULL,
    version    int         NOT NULL,
    stage      text        NOT NULL CHECK (stage IN ('shadow', 'canary', 'full', 'withdrawn')),
    percent    int         NOT NULL CHECK (percent BETWEEN 0 AND 100), -- share of the answers it gives
    paused     boolean     NOT NULL DEFAULT false,
    control    int,                  -- the champion it is compared with, null: the fallback
    revision   bigint      NOT NULL, -- counts the transitions
    started_at timestamptz NOT NULL,
    canary_at  timestamptz,          -- when it first answered anybody
    since      timestamptz NOT NULL, -- when stage and percent became what they are
    ended_at   timestamptz,          -- full or withdrawn
    FOREIGN KEY (model, version) REFERENCES model_version ON UPDATE CASCADE
);
CREATE UNIQUE INDEX rollout_one_canary ON rollout (model) WHERE stage = 'canary';
CREATE UNIQUE INDEX rollout_one_trial ON rollout (model, version) WHERE stage IN ('shadow', 'canary');
CREATE INDEX rollout_model ON rollout (model, started_at);

-- What became of it, when, by whom and on what evidence. Rows are only added.
CREATE TABLE rollout_transition (
    seq          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    rollout      uuid        NOT NULL REFERENCES rollout,
    revision     bigint      NOT NULL,
    from_stage   text,
    from_percent int,
    to_stage     text        NOT NULL,
    to_percent   int         NOT NULL,
    paused       boolean     NOT NULL,
    who          text        NOT NULL,
    why          text        NOT NULL,
    evidence     json,
    at           timestamptz NOT NULL,
    UNIQUE (rollout, revision)
);

-- What a version on trial would have answered, item by item, beside what was answered.
CREATE TABLE shadow_log (
    shadow_id     uuid        PRIMARY KEY,
    rollout       uuid        NOT NULL REFERENCES rollout,
    at            timestamptz NOT NULL,
    decision      uuid        NOT NULL,
    subject       text,
    item          text,     -- null where the answer as a whole is compared
    rank_control  smallint, -- 1 is the top, null: not among those answered
    rank_shadow   smallint,
    score_control double precision,
    score_shadow  double precision,
    weight        real        NOT NULL, -- 1 / how likely the item was looked at where it was shown
    item_group    text,     -- for fairness, null: of no group
    micros        int         NOT NULL, -- the version's time for this decision
    label         real      -- highest grade of what came of it, null: nothing so far
);
CREATE INDEX shadow_log_rollout ON shadow_log (rollout, decision);
CREATE INDEX shadow_log_decision ON shadow_log (decision);

-- Two ways to answer on live traffic. A version that is null is the fallback.
CREATE TABLE experiment (
    id         uuid        PRIMARY KEY,
    model      text        NOT NULL,
    kind       text        NOT NULL CHECK (kind IN ('ab', 'interleaved')),
    a          int,
    b          int,
    share      real        NOT NULL CHECK (share > 0 AND share <= 1), -- of the traffic that takes part
    who        text        NOT NULL,
    why        text        NOT NULL,
    started_at timestamptz NOT NULL,
    ended_at   timestamptz,
    ended_by   text,
    outcome    text
);
CREATE UNIQUE INDEX experiment_one_running ON experiment (model) WHERE ended_at IS NULL;
CREATE INDEX experiment_model ON experiment (model, started_at);
