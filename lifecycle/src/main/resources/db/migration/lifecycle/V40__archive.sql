-- Days (UTC) of the event log that are kept as Parquet, by model.
CREATE TABLE archived_day (
    model   text   NOT NULL,
    day     date   NOT NULL,
    dataset text,            -- hash of the snapshot <model>.decisions, null: no decision that day
    events  bigint NOT NULL, -- of its decisions in the log when it was archived; more of them now: archive it again
    PRIMARY KEY (model, day)
);
