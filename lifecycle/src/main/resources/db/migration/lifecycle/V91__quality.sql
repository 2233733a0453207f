-- How long the model took for an answer; null for facts that are no answers, and where nobody measured.
ALTER TABLE event ADD COLUMN micros int;

-- What a champion's answers of (a part of) one hour came to, as last measured. Measured again while outcomes may still come.
CREATE TABLE quality_hour (
    model       text        NOT NULL,
    from_at     timestamptz NOT NULL, -- decisions from here on
    to_at       timestamptz NOT NULL, -- and before this
    number      int         NOT NULL,
    measured_at timestamptz NOT NULL,
    newest      timestamptz,          -- the last answer, null for none
    tally       jsonb       NOT NULL,
    PRIMARY KEY (model, from_at),
    FOREIGN KEY (model, number) REFERENCES model_version ON UPDATE CASCADE
);
