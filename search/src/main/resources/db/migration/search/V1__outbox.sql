-- Documents whose entry in a search index is to be brought up to date. A row is written in the transaction that changes what
-- the document is made of, and deleted when the index is durable. It does not say what changed: the relay loads the document
-- as it is then, so that order does not matter and a row may be worked off twice.
CREATE TABLE search_outbox (
    number      bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    index_name  text        NOT NULL,
    document    text        NOT NULL,
    enqueued_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    -- A document that cannot be indexed steps aside, so that those behind it can.
    attempts    int         NOT NULL DEFAULT 0,
    due_at      timestamptz NOT NULL DEFAULT '-infinity',
    problem     text
);

CREATE INDEX search_outbox_due ON search_outbox (index_name, due_at, number);
