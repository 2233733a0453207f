-- What came in. A record is kept as it was delivered; what it means is said by the tables below, which can always be made anew from these.

CREATE TABLE applicants_raw (
    codigo      text PRIMARY KEY,
    body        jsonb NOT NULL,
    -- By which one person under two codes is known; digits only, and small letters.
    cpf         text,
    email       text,
    ingested_at timestamptz NOT NULL
);
CREATE INDEX applicants_raw_cpf ON applicants_raw (cpf);
CREATE INDEX applicants_raw_email ON applicants_raw (email);

-- One row an application: the nth of this applicant for this vacancy.
CREATE TABLE prospects_raw (
    vaga        text NOT NULL,
    codigo      text NOT NULL,
    nth         integer NOT NULL,
    titulo      text NOT NULL,
    modalidade  text NOT NULL,
    body        jsonb NOT NULL,
    ingested_at timestamptz NOT NULL,
    PRIMARY KEY (vaga, codigo, nth)
);
CREATE INDEX prospects_raw_codigo ON prospects_raw (codigo);

CREATE TABLE vacancies_raw (
    vaga        text PRIMARY KEY,
    body        jsonb NOT NULL,
    ingested_at timestamptz NOT NULL
);

-- One reading of one file; without an end it is taken up where it was.
CREATE TABLE ingest (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    kind        text NOT NULL,
    file        text NOT NULL,
    fingerprint text NOT NULL,
    started_at  timestamptz NOT NULL,
    finished_at timestamptz,
    byte_offset bigint NOT NULL DEFAULT 0,
    line        bigint NOT NULL DEFAULT 1,
    read        bigint NOT NULL DEFAULT 0,
    added       bigint NOT NULL DEFAULT 0,
    changed     bigint NOT NULL DEFAULT 0,
    same        bigint NOT NULL DEFAULT 0,
    rejected    bigint NOT NULL DEFAULT 0
);
CREATE INDEX ingest_unfinished ON ingest (kind, fingerprint) WHERE finished_at IS NULL;

-- The keys that a reading has met already; gone when it ends.
CREATE TABLE ingest_code (
    ingest bigint NOT NULL REFERENCES ingest ON DELETE CASCADE,
    code   text NOT NULL,
    PRIMARY KEY (ingest, code)
);

-- What could not be taken, once a place in a file. part: which of the prospects of the record there, 0: the record.
CREATE TABLE ingest_reject (
    fingerprint text NOT NULL,
    kind        text NOT NULL,
    byte_offset bigint NOT NULL,
    part        integer NOT NULL,
    file        text NOT NULL,
    line        bigint NOT NULL,
    -- Of the record, an applicant's or a vacancy's; with a part, the applicant's there.
    code        text,
    reason      text NOT NULL,
    problem     text NOT NULL,
    original    text NOT NULL,
    rejected_at timestamptz NOT NULL,
    PRIMARY KEY (fingerprint, kind, byte_offset, part)
);
CREATE INDEX ingest_reject_code ON ingest_reject (code);

-- Who is the same person: by the CPF; without one, whoever's CPF comes with the same e-mail, if that is one person's; else
-- the e-mail; else the code.
CREATE VIEW applicant_identity AS
SELECT r.codigo,
       CASE WHEN r.cpf IS NOT NULL THEN 'cpf:' || r.cpf
            WHEN k.cpf IS NOT NULL THEN 'cpf:' || k.cpf
            WHEN r.email IS NOT NULL THEN 'email:' || r.email
            ELSE 'codigo:' || r.codigo END AS identity
FROM applicants_raw r
LEFT JOIN (SELECT email, min(cpf) AS cpf FROM applicants_raw WHERE email IS NOT NULL AND cpf IS NOT NULL
           GROUP BY email HAVING count(DISTINCT cpf) = 1) k ON r.cpf IS NULL AND k.email = r.email;
