-- When a model was last asked something that was its champion's to answer, on any server: no earlier than this. Beside the log it tells
-- one that stopped from one that nobody uses.
CREATE TABLE model_asked (
    model text        PRIMARY KEY,
    at    timestamptz NOT NULL
);
