-- How what a run trained did over the test rows, with everything it was compared with: what a version's card shows.
CREATE TABLE evaluation (
    run    uuid  PRIMARY KEY REFERENCES run ON DELETE CASCADE,
    report jsonb NOT NULL
);
