-- Who looked at what is kept of people, or changed it. Rows are only added; they may go once they are half a year old.
CREATE TABLE audit (
    seq    bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at     timestamptz NOT NULL,
    who    text        NOT NULL,
    action text        NOT NULL, -- GET /console/messages/{id}, erase, key.destroy, …
    about  text,                 -- a keyed hash: whoever names the person finds the row, nobody reads the person from it
    detail text        NOT NULL DEFAULT ''
);
CREATE INDEX audit_about ON audit (about, seq) WHERE about IS NOT NULL;
CREATE INDEX audit_at ON audit (at);

CREATE FUNCTION audit_only_adds() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        IF OLD.at < now() - interval '180 days' THEN
            RETURN OLD;
        END IF;
    END IF;
    RAISE EXCEPTION 'Rows of audit are only added; they may be removed when they are 180 days old.';
END $$;
CREATE TRIGGER audit_only_adds BEFORE UPDATE OR DELETE ON audit FOR EACH ROW EXECUTE FUNCTION audit_only_adds();
CREATE TRIGGER audit_stays BEFORE TRUNCATE ON audit FOR EACH STATEMENT EXECUTE FUNCTION audit_only_adds();
