-- What becomes of people who want to be forgotten. While an erasure goes on it must know whom; once it is over nobody can
-- read that from here: what stays is a keyed hash that whoever names the person again can be told by.
CREATE TABLE erasure (
    id       uuid        PRIMARY KEY,
    receipts text[]      NOT NULL,
    ids      text[],              -- null once it is over, like the next two
    words    text[],              -- logins, addresses, …, by which files may know the person
    stranger uuid,                -- stands where the person stood in what others are told, e.g. in a list of results
    who      text        NOT NULL, -- asked for it
    at       timestamptz NOT NULL,
    ended_at timestamptz,
    remains  json,                -- where the person was found afterwards: place to count
    CHECK ((ended_at IS NULL) = (ids IS NOT NULL AND words IS NOT NULL AND stranger IS NOT NULL))
);
CREATE INDEX erasure_open ON erasure (at) WHERE ended_at IS NULL;

-- One a store, each a transaction.
CREATE TABLE erasure_step (
    erasure uuid    NOT NULL REFERENCES erasure,
    number  int     NOT NULL,
    store   text    NOT NULL,
    known   boolean NOT NULL, -- whether the store knew the person when it was asked for
    removed json,             -- what was done to how many rows
    problem text,             -- why it could not be done yet
    done_at timestamptz,
    PRIMARY KEY (erasure, number)
);

-- The decisions that were taken for the person, for stores that know no more of them. Emptied when it is over.
CREATE TABLE erasure_decision (
    erasure  uuid NOT NULL REFERENCES erasure,
    decision uuid NOT NULL,
    PRIMARY KEY (erasure, decision)
);

-- Snapshots that had rows of the person, those before them included: versions that were trained on one of these knew them.
CREATE TABLE erasure_dataset (
    erasure   uuid   NOT NULL REFERENCES erasure,
    hash      text   NOT NULL,
    name      text   NOT NULL,
    successor text   NOT NULL, -- without them
    removed   bigint NOT NULL, -- rows
    detached  bigint NOT NULL, -- rows
    PRIMARY KEY (erasure, hash)
);
CREATE INDEX erasure_dataset_hash ON erasure_dataset (hash);
