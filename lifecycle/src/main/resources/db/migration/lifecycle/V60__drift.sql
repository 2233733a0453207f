-- What the columns of a version were in its training. The first four columns are those of the hiring service.
CREATE TABLE model_baseline (
    id         bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    created_at timestamptz NOT NULL DEFAULT now(),
    model_path text,                  -- folder of the version's files
    stats      jsonb       NOT NULL,  -- column to its tally: mean, std, rate1 of binary ones, edges and counts, …
    model      text        NOT NULL,
    number     int         NOT NULL,
    dataset    text,                  -- hash of the snapshot
    decisions  bigint      NOT NULL,  -- counted
    UNIQUE (model, number),
    FOREIGN KEY (model, number) REFERENCES model_version ON UPDATE CASCADE
);

-- How far the answers of a version were counted. Whoever counts holds this row, so that none counts twice.
CREATE TABLE drift_reading (
    model   text        NOT NULL,
    number  int         NOT NULL,
    read_to timestamptz NOT NULL,
    newest  timestamptz,              -- its last answer before that
    PRIMARY KEY (model, number),
    FOREIGN KEY (model, number) REFERENCES model_version ON UPDATE CASCADE
);

-- What a version's answers of one day (UTC) were made from, in tallies of the shape of its baseline.
CREATE TABLE drift_day (
    model   text   NOT NULL,
    number  int    NOT NULL,
    day     date   NOT NULL,
    answers bigint NOT NULL,          -- that were given
    counted bigint NOT NULL,          -- fewer, where there were too many to read them all
    stats   jsonb  NOT NULL,
    PRIMARY KEY (model, number, day),
    FOREIGN KEY (model, number) REFERENCES model_version ON UPDATE CASCADE
);
