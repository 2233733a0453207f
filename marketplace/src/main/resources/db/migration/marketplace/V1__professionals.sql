-- What professionals offer, what clients say about them. Accounts belong to the server: user_id, author and customer name
-- them without a foreign key.

create table professional (
    id               uuid primary key,
    user_id          uuid             not null unique,
    title            varchar(120)     not null,
    description      text             not null,
    category         varchar(60)      not null,
    price_min        numeric(9, 2)    not null check (price_min >= 0),
    lat              double precision check (lat between -90 and 90),
    lon              double precision check (lon between -180 and 180),
    rating           double precision not null default 0 check (rating between 0 and 5),
    reviews_count    integer          not null default 0 check (reviews_count >= 0),
    engagement_score double precision not null default 0 check (engagement_score between 0 and 1),
    confidence_score double precision not null default 0 check (confidence_score between 0 and 1),
    academic_score   double precision not null default 0 check (academic_score between 0 and 1),
    kyc_verified     boolean          not null default false,
    dispute_rate     double precision not null default 0 check (dispute_rate between 0 and 1),
    degree_level     varchar(30)      not null default '',
    university_rank  integer          check (university_rank > 0),
    orcid_id         varchar(19)      not null default '',
    lattes_id        varchar(20)      not null default '',
    maps_rating      double precision check (maps_rating between 0 and 5),
    linkedin_score   double precision check (linkedin_score between 0 and 1),
    created_at       timestamptz      not null,
    updated_at       timestamptz      not null,
    check ((lat is null) = (lon is null))
);
create index professional_category on professional (category, updated_at desc);
create index professional_updated on professional (updated_at desc, id);

create table review (
    id              bigint generated always as identity primary key,
    professional_id uuid        not null references professional on delete cascade,
    author          uuid        not null,
    stars           smallint    not null check (stars between 1 and 5),
    comment         text        not null default '',
    created_at      timestamptz not null,
    updated_at      timestamptz not null
);
create index review_professional on review (professional_id, created_at desc);

create table message (
    id              bigint generated always as identity primary key,
    contract_id     uuid        not null,
    author          uuid        not null,
    professional_id uuid        not null references professional on delete cascade,
    text            text        not null,
    created_at      timestamptz not null
);
create index message_professional on message (professional_id, contract_id, created_at);
create index message_created on message (created_at);

create table dispute (
    id              bigint generated always as identity primary key,
    professional_id uuid        not null references professional on delete cascade,
    customer        uuid        not null,
    reason          text        not null,
    resolved        boolean     not null default false,
    created_at      timestamptz not null,
    updated_at      timestamptz not null
);
create index dispute_professional on dispute (professional_id, created_at desc);
create index dispute_open on dispute (created_at desc) where not resolved;
