-- Who may sign in, and which services may call.

create table account (
    id            uuid primary key,
    login         varchar(100) not null,
    roles         text[]       not null check (roles <@ array ['ADMIN', 'OPERATOR', 'PROFESSIONAL', 'EVALUATE']),
    password_hash varchar(200) not null,
    enabled       boolean      not null default true,
    created_at    timestamptz  not null,
    changed_at    timestamptz  not null
);
create unique index account_login on account (lower(login));

-- A key is 256 random bits, so a plain SHA-256 of it cannot be guessed back; the key itself is shown once and not kept.
create table api_key (
    id         uuid primary key,
    name       varchar(100) not null,
    prefix     varchar(12)  not null,
    hash       bytea        not null unique,
    scopes     text[]       not null,
    created_at timestamptz  not null,
    created_by varchar(100) not null,
    expires_at timestamptz,
    revoked_at timestamptz,
    used_at    timestamptz
);
