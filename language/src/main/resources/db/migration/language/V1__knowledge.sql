-- What answers rest on. Everything can be read again from where it came; these tables say what was read, when and with what
-- outcome, and hold the passages that the search index is built from.
CREATE TABLE knowledge_source (
    id         bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name       text        NOT NULL UNIQUE,
    kind       text        NOT NULL CHECK (kind IN ('FOLDER', 'CLASSPATH', 'SITE')),
    -- A folder, a folder of the class path, or the start addresses, one a line.
    location   text        NOT NULL,
    created_at timestamptz NOT NULL
);

-- One a reading that changed anything. Opened by its first batch, closed when near-duplicates have been looked for over all
-- sources: one that is open was broken off, and the next reading of that source goes on with it.
CREATE TABLE knowledge_version (
    number      bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    source      text        NOT NULL,
    by_whom     text        NOT NULL,
    started_at  timestamptz NOT NULL,
    finished_at timestamptz,
    added       int         NOT NULL DEFAULT 0,
    changed     int         NOT NULL DEFAULT 0,
    removed     int         NOT NULL DEFAULT 0,
    rejected    int         NOT NULL DEFAULT 0,
    -- Passages dropped now, for others say the same; and passages that can be found, over all sources.
    duplicates  int         NOT NULL DEFAULT 0,
    passages    int         NOT NULL DEFAULT 0
);

CREATE UNIQUE INDEX knowledge_version_open ON knowledge_version (source) WHERE finished_at IS NULL;

CREATE TABLE knowledge_document (
    id            bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    source        bigint      NOT NULL REFERENCES knowledge_source ON DELETE CASCADE,
    name          text        NOT NULL,
    url           text,
    title         text        NOT NULL,
    -- Of the bytes, and how they were read and cut: while both are the same there is nothing to do.
    content_hash  text        NOT NULL,
    recipe        text        NOT NULL,
    etag          text,
    last_modified text,
    links         text[]      NOT NULL DEFAULT '{}',
    read_at       timestamptz NOT NULL,
    version       bigint      NOT NULL REFERENCES knowledge_version,
    state         text        NOT NULL CHECK (state IN ('READ', 'REJECTED')),
    reason        text,
    detail        text,
    UNIQUE (source, name),
    CHECK ((state = 'REJECTED') = (reason IS NOT NULL))
);

CREATE TABLE knowledge_passage (
    id           text   PRIMARY KEY,
    document     bigint NOT NULL REFERENCES knowledge_document ON DELETE CASCADE,
    place        int    NOT NULL,
    section      text   NOT NULL,
    text         text   NOT NULL,
    signature    bytea  NOT NULL,
    -- The passage that says the same and is found instead; it may leave before this one is looked at again.
    duplicate_of text
);

CREATE INDEX knowledge_passage_document ON knowledge_passage (document, place);
