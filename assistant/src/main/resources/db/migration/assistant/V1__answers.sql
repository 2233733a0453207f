-- Every answer as it was given, from the events: each was durable before its end was heard.
CREATE VIEW assistant_answer AS
SELECT e.decision                                   AS query_id,
       e.decided_at,
       e.at,
       e.subject,
       e.body->>'question'                          AS question,
       e.body->>'tier'                              AS tier,
       e.body->>'provider'                          AS provider,
       e.body->>'model'                             AS model,
       e.body->>'reason'                            AS reason,
       (e.body->>'cost')::double precision          AS cost,
       (e.body->>'refused')::boolean                AS refused,
       (e.body->>'cached')::boolean                 AS cached,
       (e.body->>'latency_ms')::double precision    AS latency_ms,
       e.body
FROM event e
WHERE e.type = 'answer' AND e.model = 'assistant';

-- The last word of people on an answer.
CREATE VIEW assistant_rating AS
SELECT DISTINCT ON (r.decision) r.decision AS query_id, r.decided_at, r.at, r.type = 'thumbs_up' AS liked, r.body->>'comment' AS comment
FROM event r
WHERE r.type IN ('thumbs_up', 'thumbs_down')
ORDER BY r.decision, r.at DESC, r.id DESC;

-- Questions without an answer that authors have dealt with. Told by the hash of their words: what people wrote stays in their events alone.
CREATE TABLE assistant_dealt_with (
    question bytea PRIMARY KEY,
    state    text NOT NULL CHECK (state IN ('written', 'out_of_scope')),
    at       timestamptz NOT NULL,
    who      text NOT NULL
);

-- Models that people chose to answer a tier, in place of the policy's choice.
CREATE TABLE assistant_selection (
    tier  text PRIMARY KEY,
    model text NOT NULL,
    at    timestamptz NOT NULL,
    who   text NOT NULL
);
