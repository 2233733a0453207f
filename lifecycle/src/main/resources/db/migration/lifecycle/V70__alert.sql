-- Alerts, each from its pending to its resolved state. Of a rule and its labels one is open at a time.
CREATE TABLE alert (
    id           uuid        PRIMARY KEY,
    rule         text        NOT NULL,
    labels       jsonb       NOT NULL,
    severity     text        NOT NULL,
    summary      text        NOT NULL, -- as the rule had it when the alert began
    runbook      text        NOT NULL,
    state        text        NOT NULL CHECK (state IN ('pending', 'firing', 'resolved')),
    value        double precision NOT NULL, -- at the last look that found it beyond the threshold
    active_at    timestamptz NOT NULL,
    fired_at     timestamptz,
    resolved_at  timestamptz,
    told_firing  timestamptz,          -- when its notifications were written; null while it is silenced
    told_resolved timestamptz
);
CREATE UNIQUE INDEX alert_open ON alert (rule, labels) WHERE state IN ('pending', 'firing');
CREATE INDEX alert_history ON alert (active_at);

-- Who silenced which rule's notifications, until when and why. Alerts go on being seen and kept meanwhile.
CREATE TABLE alert_silence (
    id       uuid        PRIMARY KEY,
    rule     text        NOT NULL,
    labels   jsonb       NOT NULL, -- only alerts with all of these; {}: with any
    who      text        NOT NULL CHECK (btrim(who) <> ''),
    why      text        NOT NULL CHECK (btrim(why) <> ''),
    begins   timestamptz NOT NULL,
    until    timestamptz NOT NULL CHECK (until > begins),
    ended_at timestamptz,
    ended_by text
);
CREATE INDEX alert_silence_until ON alert_silence (until);

-- What is to be sent: a row in the transaction of the state that it tells of.
CREATE TABLE alert_notification (
    id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    alert    uuid        NOT NULL REFERENCES alert,
    kind     text        NOT NULL CHECK (kind IN ('firing', 'resolved')),
    channel  text        NOT NULL,
    model    text,                 -- for the channel that asks for retraining
    title    text        NOT NULL,
    body     text        NOT NULL,
    at       timestamptz NOT NULL,
    attempts int         NOT NULL DEFAULT 0,
    next_at  timestamptz NOT NULL,
    sent_at  timestamptz,
    given_up timestamptz,
    problem  text,                 -- of the last attempt
    UNIQUE (alert, kind, channel)
);
CREATE INDEX alert_notification_due ON alert_notification (channel, next_at) WHERE sent_at IS NULL AND given_up IS NULL;

-- Which server looks. One row.
CREATE TABLE alert_lease (
    one    boolean     PRIMARY KEY DEFAULT true CHECK (one),
    holder text        NOT NULL,
    until  timestamptz NOT NULL
);
INSERT INTO alert_lease (holder, until) VALUES ('', '-infinity');
