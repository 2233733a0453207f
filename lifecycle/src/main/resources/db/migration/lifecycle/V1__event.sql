-- Immutable facts about decisions. Partitioned by the month (UTC) in which the decision was taken, read from its UUIDv7,
-- so that all events of one decision lie together and whole months can be dropped. Partitions are made on demand.
CREATE TABLE event (
    decision   uuid        NOT NULL,
    id         uuid        NOT NULL,
    decided_at timestamptz NOT NULL,
    type       text        NOT NULL,
    at         timestamptz NOT NULL,
    subject    text,
    item       text,
    body       json        NOT NULL,
    -- An event is known by its id within its decision. The decision leads, because it grows with time: inserts touch the
    -- right edge of the index, and reading in the order of decisions is reading the index.
    PRIMARY KEY (decision, id, decided_at)
) PARTITION BY RANGE (decided_at);

CREATE INDEX event_subject ON event (subject, type, at) WHERE subject IS NOT NULL;
