-- What a gate said of a training, and of the version that came of it. Neither table refers to model_version or run by a
-- foreign key: what was judged, and who let what through, is known also after a version was removed.
CREATE TABLE gate_verdict (
    seq      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    run      uuid,                 -- null: the version was made elsewhere
    model    text        NOT NULL,
    number   int,                  -- null: no version came of the run
    passed   boolean     NOT NULL,
    findings json        NOT NULL, -- one a check: the check, its figures, threshold, interval, whether it is passed
    at       timestamptz NOT NULL
);
CREATE INDEX gate_verdict_model ON gate_verdict (model, number, seq);

-- Who let a version through that had not passed its gate.
CREATE TABLE gate_override (
    seq    bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    model  text        NOT NULL,
    number int         NOT NULL,
    who    text        NOT NULL CHECK (btrim(who) <> ''),
    why    text        NOT NULL CHECK (btrim(why) <> ''),
    at     timestamptz NOT NULL
);
CREATE INDEX gate_override_model ON gate_override (model, number);

-- Rows are only added. A model may be renamed.
CREATE FUNCTION gate_only_adds() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'Rows of % are only added, never changed or removed.', TG_TABLE_NAME;
END $$;
CREATE TRIGGER gate_verdict_only_adds BEFORE DELETE OR UPDATE OF run, number, passed, findings, at ON gate_verdict
    FOR EACH ROW EXECUTE FUNCTION gate_only_adds();
CREATE TRIGGER gate_override_only_adds BEFORE DELETE OR UPDATE OF number, who, why, at ON gate_override
    FOR EACH ROW EXECUTE FUNCTION gate_only_adds();

-- Versions that were released before verdicts were kept had passed the gate of their day; its numbers are in their run.
INSERT INTO gate_verdict (run, model, number, passed, findings, at)
SELECT v.run, v.model, v.number, true, '[]', v.created_at
FROM model_version v JOIN run r ON r.id = v.run AND r.outcome = 'registered' ORDER BY v.created_at;
