-- Decisions that somebody wants looked at again by a person.
CREATE TABLE contest (
    id         uuid        PRIMARY KEY,
    decision   uuid        NOT NULL,
    subject    text,                 -- pseudonym of whom it was taken for
    reason     text        NOT NULL,
    who        text        NOT NULL, -- asked: a service, or 'person'
    at         timestamptz NOT NULL,
    verdict    text CHECK (verdict IN ('upheld', 'overturned')),
    why        text,
    reviewer   text,
    decided_at timestamptz,
    CHECK (num_nulls(verdict, why, reviewer, decided_at) IN (0, 4))
);
CREATE UNIQUE INDEX contest_one_open ON contest (decision) WHERE verdict IS NULL;
CREATE INDEX contest_newest ON contest (at);
CREATE INDEX contest_subject ON contest (subject) WHERE subject IS NOT NULL;
