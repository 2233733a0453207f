-- The weights of the heuristic ranker; an empty table means the defaults. NaN sorts above infinity in PostgreSQL, so the
-- check keeps both out.
create table ranking_weight (
    name       text primary key,
    value      double precision not null check (value >= 0 and value < 'infinity'),
    updated_at timestamptz      not null default now(),
    updated_by text             not null default current_user
);

-- Who changed which weight, and when. A missing value before or after: the weight was (or became) the default.
create table ranking_weight_change (
    id         bigint generated always as identity primary key,
    name       text        not null,
    before     double precision,
    after      double precision,
    changed_at timestamptz not null,
    changed_by text        not null
);
create index ranking_weight_change_newest on ranking_weight_change (changed_at desc, id desc);
